package dev.tinyrig.sim.oracle;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs an image in QEMU and gives what it wrote through semihosting. */
final class QemuOracle {
    private static final String PROGRAM = "qemu-system-arm";

    private QemuOracle() {}

    static boolean isInstalled() {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String folder : path.split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, PROGRAM))) {
                return true;
            }
        }
        return false;
    }

    /**
     * What a raw image at address 0 wrote into its file.
     *
     * @param board the QEMU machine, such as {@code mps2-an386}
     */
    static byte[] run(String board, byte[] image, Path folder) throws InterruptedException {
        Path file = folder.resolve("image.bin");
        try {
            Files.write(file, image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run(board, List.of("-device", "loader,addr=0,force-raw=on,file=" + file), RandomImage.FILE_NAME, folder);
    }

    /** What an ELF image wrote into {@code output.txt}. */
    static byte[] runElf(String board, Path elf, Path folder) throws InterruptedException {
        return run(board, List.of("-kernel", elf.toString()), "output.txt", folder);
    }

    private static byte[] run(String board, List<String> image, String output, Path folder)
            throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(PROGRAM, "-M", board, "-display", "none", "-monitor", "none"));
        command.addAll(List.of("-serial", "none", "-semihosting-config", "enable=on,target=native"));
        command.addAll(image);
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("qemu.log").toFile())
                    .start();
            try {
                if (!process.waitFor(120, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("QEMU did not finish within 120 s");
                }
            } finally {
                process.destroyForcibly();
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException(
                        "QEMU ended with " + process.exitValue() + ": " + Files.readString(folder.resolve("qemu.log")));
            }
            return Files.readAllBytes(folder.resolve(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
