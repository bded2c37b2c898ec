package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.model.ArenaText;
import dev.tinyrig.nas.model.CompiledModel;
import dev.tinyrig.nas.model.LayerTable;
import dev.tinyrig.nas.model.ModelFile;
import dev.tinyrig.rig.target.Target;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Builds a model for a target and tells what each layer costs. */
@Command(
        name = "compile",
        mixinStandardHelpOptions = true,
        description = {
            "Builds a model for a target, runs it once in the simulator, and prints what each layer costs: kernel,",
            "MACs, cycles, instructions, SRAM and flash; and the arena over time."
        },
        footerHeading = "%nExample:%n",
        footer = "  tinyrig compile model.tflite --target stm32f746 -o model")
final class CompileCommand implements Runnable {
    private final Terminal terminal;

    @Mixin
    private ModelOptions options = new ModelOptions();

    CompileCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        ModelFile model = options.model();
        CompiledModel.Setting setting = options.setting(terminal.environment());
        Path folder = options.folder(model);
        CompiledModel compiled = CompiledModel.of(model.network(), setting, folder);
        compiled.document(folder, options.file(), model.note(), setting);
        PrintWriter out = terminal.out();
        out.println(new LayerTable(compiled.layers()).text());
        out.println();
        out.println(new ArenaText(compiled.schedule()).text());
        print(compiled, setting.target());
        if (!model.note().isEmpty()) {
            out.printf("%-16s %s%n", "note", model.note());
        }
        out.printf("%-16s %s%n", "compiler", setting.toolchain().compiler().version());
        out.printf("%-16s %s%n", "folder", folder);
        out.flush();
    }

    private void print(CompiledModel compiled, Target target) {
        PrintWriter out = terminal.out();
        double ms = 1e3 * compiled.cycles() / target.clocks().coreHz();
        out.printf(
                Locale.ROOT,
                "%-16s %.2f ms (simulated: %,d cycles at %d MHz), %,d instructions%n",
                "inference",
                ms,
                compiled.cycles(),
                target.clocks().coreHz() / 1_000_000,
                compiled.instructions());
        out.printf(
                Locale.ROOT,
                "%-16s %,d bytes; %,d live in the fullest layer%n",
                "arena",
                compiled.schedule().arenaBytes(),
                compiled.schedule().peakLiveBytes());
        out.printf(
                Locale.ROOT,
                "%-16s %,d bytes%n",
                "flash",
                compiled.firmware().footprint().flashBytes());
        MemoryLines.print(out, compiled.memory());
    }
}
