// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.util.Collections;
import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.download.Downloader;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.GpuNatives;
import sc.fiji.efficientsam.inference.GpuReport;
import sc.fiji.efficientsam.util.Choices;
import sc.fiji.efficientsam.util.Menus;
import sc.fiji.efficientsam.util.TextTable;

/** Says what is missing for a GPU, and installs what the plugin itself needs; in a macro: {@code run("GPU Setup...", "action=check")}. */
@Plugin( type = Command.class, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ),
		@Menu( label = Menus.GPU_SETUP, weight = Menus.SETTINGS + 2 ) }, headless = true,
		description = "See what is needed to run models on an NVIDIA graphics card, and install it" )
public class GpuSetupCommand extends EfficientSamCommand {

	@Parameter( label = "Action", choices = { "check", "install", "remove" },
			description = "check: say what was found and what is missing; install: download the GPU libraries of ONNX Runtime (446 MB); " +
			"remove: delete them", persist = false )
	private String action = "check";

	@Override
	public List< String > firstPage()
	{
		return Collections.singletonList( "action" );
	}

	@Override
	public void check( final List< String > notes )
	{
		notes.add( inUse() );
	}

	@Override
	void execute()
	{
		final GpuNatives natives = GpuNatives.here();
		switch ( Choices.of( "action", action, "check", "install", "remove" ) )
		{
		case "install":
			install( natives );
			break;
		case "remove":
			natives.remove();
			inform( "The GPU libraries were deleted from " + natives.folder() + ". Restart Fiji." );
			break;
		}
		final TextTable table = new TextTable( "Needed", "State", "Where, or what to do" );
		GpuReport.here().findings().forEach( f -> table.add( f.name(), f.isFound() ? "found" : "missing", f.detail() ) );
		show( "EfficientSAM GPU setup", table, inUse() );
	}

	private void install( final GpuNatives natives )
	{
		if ( natives.isInstalled() )
		{
			inform( "The GPU libraries are installed already, in " + natives.folder() + "." );
			return;
		}
		final String what = GpuNatives.JAR.size() / 1_000_000 + " MB are downloaded from Maven Central, and 400 MB are stored in " +
				natives.folder();
		if ( natives.isSupported() && !confirm( "Install the GPU libraries of ONNX Runtime " + GpuNatives.VERSION + "? " + what + "." ) )
			return;
		natives.install( new Downloader(), GpuNatives.JAR, progress() );
		inform( "The GPU libraries are installed. Restart Fiji to use them." );
	}

	private String inUse()
	{
		final Device device = sam.model( EfficientSamService.DEFAULT_MODEL, Device.AUTO ).device();
		final String failure = sam.loader().gpuFailure();
		return "Models run on the " + device + " now" + ( failure == null ? "." : ", because the GPU failed: " + failure );
	}
}
