package dev.tinyrig.rig.junit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tinyrig.rig.firmware.ElfReader;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import dev.tinyrig.rig.target.LinkerScript;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.TargetHeader;
import dev.tinyrig.rig.target.Targets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The real harness with a network that adds four inputs to an output, linked for QEMU's target. */
final class HarnessImage {
    static final Target TARGET = Targets.load().named("stm32f405");

    private static final String GCC = "arm-none-eabi-gcc";
    private static final Path HARNESS =
            Path.of("../../firmware-harness").toAbsolutePath().normalize();
    private static final Path NETWORK = Path.of("src/test/resources/dev/tinyrig/rig/junit/net_faulty.c");
    private static final int INPUT_BYTES = 16;
    private static final int STACK_BYTES = 2048;

    private HarnessImage() {}

    static ContractFirmware echo(Path folder) {
        return echo(folder, TARGET);
    }

    static ContractFirmware echo(Path folder, Target target) {
        return new ContractFirmware(build(folder, NETWORK, INPUT_BYTES, target), soundStimuli());
    }

    static List<Stimulus> soundStimuli() {
        return IntStream.range(0, 5).mapToObj(HarnessImage::sound).toList();
    }

    /** What net_faulty.c does when the first input byte is {@code trigger}, between two sound stimuli behind it. */
    static ContractFirmware faulty(Path folder, Trigger trigger) {
        return faulty(folder, TARGET, trigger);
    }

    static ContractFirmware faulty(Path folder, Target target, Trigger trigger) {
        return new ContractFirmware(
                build(folder, NETWORK, INPUT_BYTES, target), List.of(triggering(trigger), sound(1)));
    }

    static Stimulus triggering(Trigger trigger) {
        return stimulus(trigger.value(), (byte) 1);
    }

    static Stimulus sound(int seed) {
        return stimulus((byte) (seed - 2), (byte) (3 * seed));
    }

    private static Stimulus stimulus(byte first, byte others) {
        byte[] input = new byte[INPUT_BYTES];
        Arrays.fill(input, others);
        input[0] = first;
        byte[] output = new byte[INPUT_BYTES / 4];
        for (int i = 0; i < output.length; i++) {
            int sum = IntStream.range(4 * i, 4 * i + 4).map(j -> input[j]).sum();
            output[i] = (byte) Math.max(-128, Math.min(127, sum));
        }
        return new Stimulus(Bytes.of(input), Bytes.of(output));
    }

    static Firmware build(Path folder) {
        return build(folder, NETWORK, INPUT_BYTES);
    }

    /** An image around any network, built once a folder. */
    static Firmware build(Path folder, Path network, int inputBytes) {
        return build(folder, network, inputBytes, TARGET);
    }

    private static Firmware build(Path folder, Path network, int inputBytes, Target target) {
        Path elf = folder.resolve("firmware.elf");
        if (!Files.exists(elf)) {
            assumeTrue(isInstalled(), GCC + " is not installed: NO firmware ran; apt-get install gcc-arm-none-eabi");
            compile(folder, network, inputBytes, target);
        }
        return ElfReader.read(elf, target.name());
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(d -> Files.isExecutable(Path.of(d, GCC)));
    }

    private static void compile(Path folder, Path network, int inputBytes, Target target) {
        List<String> command =
                new ArrayList<>(List.of(GCC, "-std=c11", "-O2", "-ffreestanding", "-ffunction-sections"));
        command.addAll(List.of("-mcpu=" + target.core().cpu(), "-mthumb", "-mfpu=" + target.fpu(), "-mfloat-abi=hard"));
        command.addAll(List.of("-Wall", "-Wextra", "-Werror", "-I" + HARNESS, "-I" + folder));
        sources(target).forEach(source -> command.add(source.toString()));
        command.addAll(List.of(network.toAbsolutePath().toString(), "-nostdlib", "-lgcc"));
        command.addAll(List.of("-Wl,--build-id=sha1,--gc-sections", "-T", LinkerScript.FILE_NAME));
        command.addAll(List.of("-o", "firmware.elf"));
        try {
            Files.writeString(folder.resolve(TargetHeader.FILE_NAME), TargetHeader.of(target));
            Files.writeString(folder.resolve(LinkerScript.FILE_NAME), LinkerScript.of(target, STACK_BYTES, inputBytes));
            Path log = folder.resolve("gcc.txt");
            Process gcc = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!gcc.waitFor(120, TimeUnit.SECONDS) || gcc.exitValue() != 0) {
                throw new AssertionError("the harness did not compile:\n" + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while " + GCC + " ran", e);
        }
    }

    /** The naming rule of firmware-harness/README.md. */
    private static List<Path> sources(Target target) throws UncheckedIOException {
        String family = "port_" + target.port() + ".c";
        try (Stream<Path> files = Files.list(HARNESS)) {
            return files.filter(file -> file.toString().endsWith(".c"))
                    .filter(file -> !file.getFileName().toString().startsWith("port_stm32") || file.endsWith(family))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
