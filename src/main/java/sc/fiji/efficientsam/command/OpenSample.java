// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import javax.imageio.ImageIO;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

import sc.fiji.efficientsam.util.Menus;

/**
 * Opens an image to try things out on, from the plugin's own jar: File &gt; Open Samples &gt; EfficientSAM; in a macro:
 * {@code run("Nuclei in Fluorescence")}. Where the images come from is told by Image &gt; Show Info... and in sample-data/README.md.
 */
public abstract class OpenSample extends EfficientSamCommand {

	private final String name;
	private final String source;

	OpenSample( final String name, final String source )
	{
		this.name = name;
		this.source = source;
	}

	@Override
	void execute()
	{
		final ImagePlus image = new ImagePlus( name + ".png", read() );
		image.setProperty( "Info", source );
		Outputs.show( image, null );
	}

	private BufferedImage read()
	{
		try (InputStream in = OpenSample.class.getResourceAsStream( "/sc/fiji/efficientsam/samples/" + name + ".png" ))
		{
			if ( in == null )
				throw new IllegalArgumentException( "The plugin's jar holds no " + name + ".png. Install the plugin again." );
			return ImageIO.read( in );
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( "Cannot read " + name + ".png in the plugin's jar. Install the plugin again.", e );
		}
	}

	/** Cell nuclei, 8 bit. */
	@Plugin( type = Command.class, headless = true, description = "A sample: cell nuclei, fluorescence",
			menu = { @Menu( label = Menus.FILE ),
			@Menu( label = Menus.OPEN_SAMPLES ), @Menu( label = Menus.EFFICIENT_SAM ), @Menu( label = "Nuclei in Fluorescence" ) } )
	public static class Nuclei extends OpenSample {

		public Nuclei()
		{
			super( "nuclei-fluorescence", "Cell nuclei, fluorescence. BBBC038 (2018 Data Science Bowl), CC0." );
		}
	}

	/** Stained tissue, RGB. */
	@Plugin( type = Command.class, headless = true, description = "A sample: nuclei in stained tissue",
			menu = { @Menu( label = Menus.FILE ),
			@Menu( label = Menus.OPEN_SAMPLES ), @Menu( label = Menus.EFFICIENT_SAM ), @Menu( label = "Nuclei in Stained Tissue" ) } )
	public static class Tissue extends OpenSample {

		public Tissue()
		{
			super( "nuclei-he", "Nuclei in stained tissue (H&E). BBBC038 (2018 Data Science Bowl), CC0." );
		}
	}

	/** Spread cells, 8 bit. */
	@Plugin( type = Command.class, headless = true, description = "A sample: cells, phase contrast", menu = { @Menu( label = Menus.FILE ),
			@Menu( label = Menus.OPEN_SAMPLES ), @Menu( label = Menus.EFFICIENT_SAM ), @Menu( label = "Cells in Phase Contrast" ) } )
	public static class Cells extends OpenSample {

		public Cells()
		{
			super( "cells-phase", "T98G cells, phase contrast. oist/Usiigaci, MIT." );
		}
	}

	/** Budding yeast, 8 bit. */
	@Plugin( type = Command.class, headless = true, description = "A sample: yeast, phase contrast", menu = { @Menu( label = Menus.FILE ),
			@Menu( label = Menus.OPEN_SAMPLES ), @Menu( label = Menus.EFFICIENT_SAM ), @Menu( label = "Yeast in Phase Contrast" ) } )
	public static class Yeast extends OpenSample {

		public Yeast()
		{
			super( "yeast-phase", "Budding yeast, phase contrast. berkyalcinkaya/yeastvision, BSD-3-Clause." );
		}
	}

	/** Axons, 8 bit. */
	@Plugin( type = Command.class, headless = true, description = "A sample: axons, electron microscopy",
			menu = { @Menu( label = Menus.FILE ),
			@Menu( label = Menus.OPEN_SAMPLES ), @Menu( label = Menus.EFFICIENT_SAM ), @Menu( label = "Axons in Electron Microscopy" ) } )
	public static class Axons extends OpenSample {

		public Axons()
		{
			super( "axons-em", "Axons, scanning electron microscopy. axondeepseg/data_axondeepseg_sem, MIT." );
		}
	}

	/** Rods, 8 bit. */
	@Plugin( type = Command.class, headless = true, description = "A sample: bacteria, DAPI", menu = { @Menu( label = Menus.FILE ),
			@Menu( label = Menus.OPEN_SAMPLES ), @Menu( label = Menus.EFFICIENT_SAM ), @Menu( label = "Bacteria in Fluorescence" ) } )
	public static class Bacteria extends OpenSample {

		public Bacteria()
		{
			super( "bacteria-dapi", "E. coli, DAPI. tractatus/bacteria_segmentation, MIT." );
		}
	}
}
