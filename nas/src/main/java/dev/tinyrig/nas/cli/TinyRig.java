package dev.tinyrig.nas.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program without a sub-command: says what there is. */
@Command(
        name = "tinyrig",
        versionProvider = TinyRig.Version.class,
        mixinStandardHelpOptions = true,
        description = "Finds neural networks that fit a microcontroller and measures them where they will run.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tinyrig search                                      synthesise speech, find a keyword network for stm32f746",
            "  tinyrig search --data speech_commands --max-latency-ms 20   on real speech, at most 20 ms",
            "  tinyrig search --resume results/speech-commands-20260102-030405   go on after an interruption",
            "  tinyrig report results/speech-commands-20260102-030405          render its report again",
            "  tinyrig run firmware.hex --target stm32f746             run any image in the simulator",
            "  tinyrig compile model.tflite --target stm32f746         build a model, show what each layer costs",
            "  tinyrig targets                                     list the microcontrollers",
            "  tinyrig doctor                                      what is installed, and what to do about the rest"
        })
final class TinyRig implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "give a command: " + String.join(", ", spec.subcommands().keySet()));
    }

    /** Version and commit. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"tinyrig " + Build.version() + " (" + Build.commit() + ")"};
        }
    }
}
