// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;

import ij.text.TextWindow;

import sc.fiji.efficientsam.model.CatalogEntry;
import sc.fiji.efficientsam.ui.HelpWindow;
import sc.fiji.efficientsam.util.Menus;

/**
 * Says what is installed, under which licenses, and how to cite it, in a window to copy from; in a macro or without a screen in the log:
 * {@code
 * run("About and Citation...")}.
 */
@Plugin( type = Command.class, headless = true, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ),
		@Menu( label = Menus.ABOUT, weight = Menus.LAST + 10 ) },
		description = "Version, models, licenses, and how to cite them" )
public class AboutCommand extends EfficientSamCommand {

	private static final List< String > CITATION = Arrays.asList(
			"@inproceedings{xiong2024efficientsam,",
			"  title     = {{EfficientSAM}: Leveraged Masked Image Pretraining for Efficient Segment Anything},",
			"  author    = {Xiong, Yunyang and Varadarajan, Bala and Wu, Lemeng and Xiang, Xiaoyu and Xiao, Fanyi and Zhu, Chenchen and",
			"               Dai, Xiaoliang and Wang, Dilin and Sun, Fei and Iandola, Forrest and Krishnamoorthi, Raghuraman and",
			"               Chandra, Vikas},",
			"  booktitle = {IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)},",
			"  pages     = {16111--16121},",
			"  year      = {2024},",
			"  eprint    = {2312.00863},",
			"  archivePrefix = {arXiv}",
			"}" );

	@Override
	void execute()
	{
		final List< String > lines = lines();
		if ( isHeadless() || isMacro() || GraphicsEnvironment.isHeadless() )
			lines.forEach( this::inform );
		else
			new TextWindow( "About EfficientSAM", String.join( "\n", lines ), 760, 560 );
	}

	private List< String > lines()
	{
		final String version = sam.version();
		final List< String > lines = new ArrayList<>();
		lines.add( "EfficientSAM for Fiji, version " + version + ", Apache-2.0" );
		lines.add( "Manual: " + HelpWindow.MANUAL );
		lines.add( "It runs on " + sam.loader().backend().description() + ". Images never leave this computer." );
		lines.add( "" );
		lines.add( "Models" );
		for ( final CatalogEntry entry : sam.store().entries().values() )
			if ( sam.store().isPresent( entry ) )
				lines.add( "  " + entry.info().title() + " (" + entry.info().id() + "), " + entry.info().license() );
		lines.add( "" );
		lines.add( "If it helps your work, please cite the paper of the method, and name the version and the model that you used" );
		lines.add( "(each result's settings file has them):" );
		lines.add( "" );
		lines.addAll( CITATION );
		lines.add( "" );
		lines.add( "@software{efficientsam_fiji," );
		lines.add( "  title   = {{EfficientSAM for Fiji}}," );
		lines.add( "  author  = {{EfficientSAM for Fiji developers}}," );
		lines.add( "  version = {" + version + "}," );
		lines.add( "  url     = {https://github.com/fiji/efficientsam}" );
		lines.add( "}" );
		return lines;
	}
}
