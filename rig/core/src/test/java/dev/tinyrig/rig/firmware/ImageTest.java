package dev.tinyrig.rig.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImageTest {
    private static final Target F405 = Targets.load().named("stm32f405");
    private static final int FLASH = 0x08000000;
    private static final int[] WORDS = {0x20000400, FLASH + 9, 0xe7fee7fe};
    private static final String HEX =
            """
            :020000040800F2
            :080000000004002009000008C3
            :04000800FEE7FEE72A
            :0400000508000009E6
            :00000001FF
            """;

    private final Path folder;

    ImageTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static byte[] raw(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private Path hex(String text) throws IOException {
        return file("image.hex", text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void theSameImageComesFromElfHexAndBin() throws IOException {
        Path elf = file("image.elf", ElfBytes.of(FLASH, WORDS));
        Path bin = file("image.bin", raw(WORDS));

        List<Segment> segments = List.of(new Segment(FLASH, Bytes.of(raw(WORDS))));
        for (Path path : List.of(elf, bin, hex(HEX), hex(HEX.replace("\n", "\r\n")))) {
            Image image = Image.read(path, F405);
            assertThat(image.segments()).as("%s", path).isEqualTo(segments);
            assertThat(image.vectorTable()).isEqualTo(FLASH);
        }
    }

    @Test
    void anElfWithoutSuffixOrBuildIdIsReadWithItsNames() throws IOException {
        Image image = Image.read(file("firmware", ElfBytes.of(FLASH, WORDS)), F405);

        assertThat(image.symbols().at(FLASH + 8)).contains("main+0x0");
        assertThat(image.symbols().at(FLASH + 11)).contains("main+0x2");
        assertThat(image.symbols().at(FLASH + 12)).isEmpty();
        assertThat(image.symbols().at(FLASH)).isEmpty();
    }

    @Test
    void anImageBehindABootLoaderStartsAtItsOwnVectors() throws IOException {
        Path elf = file("application.elf", ElfBytes.of(FLASH + 0x10000, WORDS));

        assertThat(Image.read(elf, F405).vectorTable()).isEqualTo(FLASH + 0x10000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "C3 | C4 | 2 | checksum 0xc4 instead of 0xc3",
                ":00000001FF | '' | 0 | has no end record in its 5 lines: it is cut short",
                ":0400 | 0400 | 3 | it does not begin with ':'",
                "FEE7FE | FEE7XE | 3 | it is not hex digits, two a byte",
                ":08 | :07 | 2 | its length of 13 bytes is not what it says",
                "0005080000 | 0009080000 | 4 | checksum 0xe6 instead of 0xe2",
                ":0400000508000009E6 | :00000009F7 | 4 | record type 9 is none of Intel HEX",
                ":020000040800F2 | :0100000408F3 | 1 | an extended address has 2 bytes, not 1"
            })
    void saysWhichLineOfAHexFileIsWrong(String sound, String broken, int line, String complaint) throws IOException {
        Path path = hex(HEX.replace(sound, broken));

        assertThatThrownBy(() -> Image.read(path, F405))
                .isInstanceOf(FirmwareException.class)
                .hasMessageStartingWith(path + (line == 0 ? "" : " line " + line))
                .hasMessageContaining(complaint);
    }

    @Test
    void refusesAnImageLargerThanTheFlash() throws IOException {
        Path path = file("large.bin", Arrays.copyOf(raw(WORDS), (1 << 20) + 1));

        assertThatThrownBy(() -> Image.read(path, F405))
                .hasMessage(path + " needs 1048577 bytes of flash, stm32f405 has 1048576: choose a larger target");
    }

    @Test
    void refusesAnImageForOtherMemory() throws IOException {
        Path path = file("h7.elf", ElfBytes.of(0x24000000, WORDS));

        assertThatThrownBy(() -> Image.read(path, F405))
                .hasMessage(path + " has 12 bytes at 0x24000000, where stm32f405 has no memory: choose its target");
    }

    @Test
    void refusesAnotherArchitecture() throws IOException {
        byte[] elf = ElfBytes.of(FLASH, WORDS);
        elf[18] = 3;
        Path path = file("host.elf", elf);

        assertThatThrownBy(() -> Image.read(path, F405))
                .hasMessage(path + " is an ELF file of type 2 for machine 3, not a linked image for ARM (2, 40)");
    }

    @Test
    void refusesBytesThatAreNoProgram() throws IOException {
        Path path = file("notes.bin", "not an image".getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> Image.read(path, F405))
                .hasMessage(path + " has no vector table for stm32f405 at 0x08000000: stack pointer 0x20746f6e, reset"
                        + " vector 0x69206e61: choose its target");
    }

    @Test
    void refusesAnEmptyFileAMissingOneAndAFolder() throws IOException {
        Path empty = file("empty.bin", new byte[0]);
        Path missing = folder.resolve("missing.hex");

        assertThatThrownBy(() -> Image.read(empty, F405)).hasMessageContaining("has no vector table");
        assertThatThrownBy(() -> Image.read(missing, F405))
                .hasMessage(missing + " does not exist: build the firmware first");
        assertThatThrownBy(() -> Image.read(folder, F405)).hasMessageContaining("cannot be read");
    }

    /** Bytes changed, cut off and inserted at random: an image or one line, and quickly. */
    @Test
    void brokenFilesOfAnyKindAreOneLine() {
        Random random = new Random(42);
        byte[][] sound = {ElfBytes.of(FLASH, WORDS), HEX.getBytes(StandardCharsets.US_ASCII), raw(WORDS)};
        String[] names = {"fuzzed.elf", "fuzzed.hex", "fuzzed.bin"};
        int[] refused = {0};

        assertTimeout(Duration.ofSeconds(60), () -> {
            for (int round = 0; round < 6_000; round++) {
                byte[] bytes = mutated(sound[round % 3], random);
                Path path = file(names[round % 3], bytes);
                try {
                    Image.read(path, F405);
                } catch (FirmwareException refusal) {
                    refused[0]++;
                    assertThat(refusal.getMessage()).startsWith(path.toString()).doesNotContain("\n");
                }
            }
        });
        assertThat(refused[0]).isBetween(2_000, 6_000);
    }

    /** Some words become those that headers fear: all ones, the largest positive, small numbers. */
    private static byte[] mutated(byte[] sound, Random random) {
        byte[] bytes = Arrays.copyOf(sound, random.nextInt(8) == 0 ? random.nextInt(2 * sound.length) : sound.length);
        byte[] feared = {-1, 0x7f, 0, 1, (byte) 0x80, 0x10, ':', '0'};
        for (int change = random.nextInt(6); change >= 0 && bytes.length > 0; change--) {
            int at = random.nextInt(bytes.length);
            byte value = random.nextBoolean() ? feared[random.nextInt(feared.length)] : (byte) random.nextInt();
            int run = Math.min(bytes.length, at + 1 + random.nextInt(4));
            Arrays.fill(bytes, at, run, value);
        }
        return bytes;
    }
}
