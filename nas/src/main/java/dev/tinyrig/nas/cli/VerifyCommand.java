package dev.tinyrig.nas.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tinyrig.codegen.Codegen;
import dev.tinyrig.codegen.network.Fingerprint;
import dev.tinyrig.nas.model.CompiledModel;
import dev.tinyrig.nas.model.ModelFile;
import dev.tinyrig.nas.model.Sample;
import dev.tinyrig.nas.model.Samples;
import dev.tinyrig.nas.model.Verification;
import dev.tinyrig.nas.run.Equipment;
import dev.tinyrig.nas.run.EquipmentFinder;
import dev.tinyrig.nas.run.GoldenFirmware;
import dev.tinyrig.nas.run.Pipeline;
import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.rig.lab.Lab;
import dev.tinyrig.rig.measure.Measurement;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a model on a device and compares it with the reference. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Runs inputs through a model on a device and compares every output with the Java reference, byte for byte.",
            "Where one differs, names the first layer and element that does. With labels it counts accuracy;",
            "with recorded outputs it compares the reference with those too."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tinyrig verify kws.tflite --target stm32f746 --inputs kws01 --part test",
            "  tinyrig verify kws.tflite --target stm32f746 --bench lab:lab.yaml --inputs kws01"
        })
final class VerifyCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    @Mixin
    private ModelOptions options = new ModelOptions();

    @Option(
            names = "--bench",
            paramLabel = "B",
            defaultValue = "sim",
            description = "where it runs, as in 'search': sim, sim-instructions, renode, qemu, lab:FILE, lab:FILE#TAG"
                    + " or recording:DIR; default ${DEFAULT-VALUE}")
    private String bench = "sim";

    @Mixin
    private BenchOptions benches = new BenchOptions();

    @Option(
            names = "--inputs",
            required = true,
            arity = "1..*",
            paramLabel = "FILE|DIR",
            description =
                    "raw inputs, one or more in a file; a folder with a manifest.csv (sample or file, label, part);"
                            + " or one with inputs.i8 and outputs.i8 that another engine recorded")
    private List<Path> inputs = List.of();

    @Option(names = "--unsigned", description = "the inputs are unsigned bytes; 128 is taken from each")
    private boolean unsigned;

    @Option(
            names = "--pictures",
            description = "the inputs are pictures, one a file: JPEG, PNG or raw RGB squares (.bin); they are resized")
    private boolean pictures;

    @Option(names = "--part", paramLabel = "NAME", description = "only this part of a manifest")
    private Optional<String> part = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "only so many inputs")
    private int limit = Integer.MAX_VALUE;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "gets one line of JSON with the result and its provenance")
    private Optional<Path> log = Optional.empty();

    VerifyCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        ModelFile model = options.model();
        CompiledModel.Setting setting = options.setting(terminal.environment());
        List<Sample> all = new Samples(model.network(), encoding(), part).read(inputs);
        List<Sample> samples = all.subList(0, Math.min(Math.max(1, limit), all.size()));
        Pipeline.Capacity capacity = benches.withThreads(1);
        Equipment equipment = equipment(setting, capacity, options.folder(model));
        try (Lab lab = equipment.lab()) {
            Verification verification = new Verification(model.network(), setting, lab, options.folder(model));
            Verification.Result result =
                    verification.run(samples, equipment.benches(), done -> progress(done, samples.size()));
            print(result);
            log.ifPresent(file -> append(file, json(model, setting, result)));
            return (result.difference().isPresent() ? ExitCode.DIFFERS : ExitCode.OK).code();
        }
    }

    private Samples.Encoding encoding() {
        if (unsigned && pictures) {
            throw new RunException(
                    RunException.Fault.USAGE, "--pictures are unsigned by themselves: leave out --unsigned");
        }
        return pictures ? Samples.Encoding.PICTURES : unsigned ? Samples.Encoding.UNSIGNED : Samples.Encoding.SIGNED;
    }

    private Equipment equipment(CompiledModel.Setting setting, Pipeline.Capacity capacity, Path folder) {
        GoldenFirmware golden = new GoldenFirmware(() -> new Codegen(setting.toolchain()), folder.resolve("golden"));
        return new EquipmentFinder(terminal.environment(), golden, terminal.err()::println)
                .find(bench, setting.target(), capacity);
    }

    private void progress(int done, int of) {
        terminal.err().printf("verified %d of %d%n", done, of);
        terminal.err().flush();
    }

    private void print(Verification.Result result) {
        PrintWriter out = terminal.out();
        result.difference().ifPresent(difference -> out.printf("%-16s %s%n", "DIFFERENT", difference));
        if (result.difference().isEmpty()) {
            out.printf("%-16s %d of %d outputs equal the reference%n", "verified", result.inputs(), result.inputs());
        }
        if (result.labelled() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%-16s %.2f %% (%d of %d)%n",
                    "accuracy",
                    100.0 * result.right() / result.labelled(),
                    result.right(),
                    result.labelled());
        }
        result.measurements().stream().findFirst().ifPresent(this::printMeasurement);
        out.flush();
    }

    private void printMeasurement(Measurement measurement) {
        PrintWriter out = terminal.out();
        out.printf(
                Locale.ROOT,
                "%-16s %.2f ms (%s, %,d %s)%n",
                "inference",
                measurement.latencyMs(),
                measurement.fidelity().name().toLowerCase(Locale.ROOT),
                measurement.medianCount(),
                measurement.counter().name().toLowerCase(Locale.ROOT));
        out.printf(
                Locale.ROOT,
                "%-16s %,d bytes of arena, %,d of stack, %,d static%n",
                "SRAM touched",
                measurement.memory().arenaTouchedBytes(),
                measurement.memory().stackTouchedBytes(),
                measurement.memory().staticBytes());
    }

    private ObjectNode json(ModelFile model, CompiledModel.Setting setting, Verification.Result result) {
        ObjectNode line = new ObjectMapper().createObjectNode();
        line.put("at", clock.instant().toString());
        line.put("model", String.valueOf(options.file().getFileName()));
        line.put("network", Fingerprint.of(model.network()));
        line.put("target", setting.target().name());
        line.put("bench", bench);
        line.put("rounding", setting.rounding().name());
        line.put(
                "inputs",
                String.join(
                        " ",
                        inputs.stream()
                                .map(input -> String.valueOf(input.getFileName()))
                                .toList()));
        part.ifPresent(name -> line.put("part", name));
        line.put("count", result.inputs());
        line.put("labelled", result.labelled());
        line.put("right", result.right());
        line.put("difference", result.difference().orElse(""));
        result.measurements().stream().findFirst().ifPresent(measurement -> {
            line.put("fidelity", measurement.fidelity().name());
            line.put("counter", measurement.counter().name());
            line.put("medianCount", measurement.medianCount());
            line.put("latencyMs", measurement.latencyMs());
        });
        line.put("firmware", result.firmware().buildId());
        line.put("compiler", setting.toolchain().compiler().version());
        line.put("flags", String.join(" ", setting.toolchain().compiler().flags(setting.target())));
        line.put("commit", Build.commit());
        return line;
    }

    private static void append(Path file, ObjectNode line) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new RunException(RunException.Fault.USAGE, "cannot write %s: %s".formatted(file, e), e);
        }
    }
}
