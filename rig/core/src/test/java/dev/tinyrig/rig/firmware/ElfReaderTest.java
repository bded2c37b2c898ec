package dev.tinyrig.rig.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ElfReaderTest {
    private static final String SOURCE =
            """
            const char text[100] = {1};
            char data[12] = {1};
            char bss[40];
            char ccm[24] __attribute__((section(".ccm"))) = {1};
            char arena[256] __attribute__((section(".arena,\\"aw\\",%nobits@")));
            char stack[128] __attribute__((section(".stack,\\"aw\\",%nobits@")));
            char staging[64] __attribute__((section(".staging,\\"aw\\",%nobits@")));
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void readsBuildIdCompilerAndFootprint() throws Exception {
        Path elf = linked("-Wl,--build-id=0x00112233445566778899aabbccddeeff00112233");

        Firmware firmware = ElfReader.read(elf, "stm32f405");

        assertThat(firmware.buildId()).isEqualTo("00112233445566778899aabbccddeeff00112233");
        assertThat(firmware.target()).isEqualTo("stm32f405");
        assertThat(firmware.compiler()).startsWith("GCC: ");
        assertThat(firmware.footprint()).isEqualTo(new Footprint(100 + 36, 12 + 24, 40, 256, 128));
    }

    @Test
    void anyTruncationIsOneClearError() throws Exception {
        byte[] image = Files.readAllBytes(linked("-Wl,--build-id=sha1"));
        Path truncated = folder.resolve("truncated.elf");

        for (int length = 0; length < image.length; length += length < 512 ? 1 : 37) {
            Files.write(truncated, Arrays.copyOf(image, length));

            assertThatThrownBy(() -> ElfReader.read(truncated, "stm32f405"))
                    .as("%d of %d bytes", length, image.length)
                    .isInstanceOf(FirmwareException.class)
                    .hasMessageStartingWith(truncated.toString());
        }
    }

    @Test
    void saysThatTheBuildIdIsMissing() throws Exception {
        Path elf = linked("-Wl,--build-id=none");

        assertThatThrownBy(() -> ElfReader.read(elf, "stm32f405"))
                .isInstanceOf(FirmwareException.class)
                .hasMessage(elf + " has no section .note.gnu.build-id: link it with --build-id=sha1");
    }

    @Test
    void saysThatTheBuildIdIsOfAnotherKind() throws Exception {
        Path elf = linked("-Wl,--build-id=md5");

        assertThatThrownBy(() -> ElfReader.read(elf, "stm32f405"))
                .isInstanceOf(FirmwareException.class)
                .hasMessage(elf + " has a build id of 16 bytes, not of 20: link it with --build-id=sha1");
    }

    @Test
    void saysThatTheFileIsMissing() {
        Path missing = folder.resolve("missing.elf");

        assertThatThrownBy(() -> ElfReader.read(missing, "stm32f405"))
                .isInstanceOf(FirmwareException.class)
                .hasMessage(missing + " does not exist: build the firmware first");
    }

    @Test
    void refusesAHostProgram() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");

        assertThatThrownBy(() -> ElfReader.read(java, "stm32f405"))
                .isInstanceOf(FirmwareException.class)
                .hasMessageContaining("not a linked image for ARM");
    }

    @Test
    void refusesATextFile() throws IOException {
        Path text = Files.writeString(
                folder.resolve("notes.txt"), "not an image, but longer than an ELF header is".repeat(3));

        assertThatThrownBy(() -> ElfReader.read(text, "stm32f405"))
                .isInstanceOf(FirmwareException.class)
                .hasMessage(text + " (138 bytes) is not a whole ELF image: link it again");
    }

    private Path linked(String buildIdOption) throws IOException, InterruptedException {
        String gcc = "arm-none-eabi-gcc";
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":")).anyMatch(d -> Files.isExecutable(Path.of(d, gcc))),
                gcc + " is not installed: NO image was read");
        Files.writeString(folder.resolve("image.c"), SOURCE);
        List<String> command = new ArrayList<>(List.of(gcc, "-nostdlib", "-mcpu=cortex-m4", "-Wl,-n,-e,0"));
        command.addAll(List.of(buildIdOption, "image.c", "-o", "image.elf"));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return folder.resolve("image.elf");
    }
}
