package dev.tinyrig.rig.bench.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.rig.bench.board.FlashMap.Sector;
import dev.tinyrig.rig.firmware.HexFile;
import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.firmware.Segment;
import dev.tinyrig.rig.firmware.Symbols;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FlashImageTest {
    private static final Target F405 = Targets.load().named("stm32f405");

    @ParameterizedTest
    @CsvSource({
        "stm32f405, 12, 16, 128",
        "stm32f412, 12, 16, 128",
        "stm32f746, 8, 32, 256",
        "stm32f765, 8, 32, 256",
        "stm32h743, 16, 128, 128",
        "stm32h7a3, 256, 8, 8",
        "stm32l4r5, 512, 4, 4"
    })
    void sectorsFillTheFlash(String name, int count, int firstKb, int lastKb) {
        Target target = Targets.load().named(name);
        FlashMap map = FlashMap.of(target);

        assertThat(map.sectors()).hasSize(count);
        assertThat(map.sectors().get(0).bytes()).isEqualTo(1024 * firstKb);
        assertThat(map.sectors().get(count - 1).bytes()).isEqualTo(1024 * lastKb);
        assertThat(map.sectors().get(count - 1).end()).isEqualTo(target.flash().end());
    }

    /** UID_BASE, DBGMCU->IDCODE, FLASHSIZE_BASE, and FLASH->OPTCR, OPTSR_CUR or OPTR of ST's headers; ids as in OpenOCD's drivers. */
    @ParameterizedTest
    @CsvSource({
        "stm32f405, 1fff7a10, e0042000, 413, 1fff7a22, 40023c14",
        "stm32f412, 1fff7a10, e0042000, 441, 1fff7a22, 40023c14",
        "stm32f746, 1ff0f420, e0042000, 449, 1ff0f442, 40023c14",
        "stm32f765, 1ff0f420, e0042000, 451, 1ff0f442, 40023c14",
        "stm32h743, 1ff1e800, 5c001000, 450, 1ff1e880, 5200201c",
        "stm32h7a3, 08fff800, 5c001000, 480, 08fff80c, 5200201c",
        "stm32l4r5, 1fff7590, e0042000, 470, 1fff75e0, 40022020"
    })
    void chipsSayWhatTheyAreWhereStHasIt(
            String name, String uid, String idRegister, String id, String size, String options) {
        Target target = Targets.load().named(name);
        FlashMap map = FlashMap.of(target);

        assertThat(map.uidAddress()).isEqualTo(Long.parseLong(uid, 16));
        assertThat(map.model()).contains(new FlashMap.Model(Long.parseLong(idRegister, 16), Long.parseLong(size, 16)));
        assertThat(target.deviceId()).isEqualTo(Integer.parseInt(id, 16));
        assertThat(map.options().map(FlashMap.OptionRegister::address)).contains(Long.parseLong(options, 16));
    }

    @Test
    void imageIsCutAtTheSectorsAndFilledWithErasedBytes() {
        byte[] first = new byte[16 * 1024 + 2];
        Arrays.fill(first, (byte) 1);
        Segment head = new Segment(0x08000000L, Bytes.of(first));
        Segment far = new Segment(0x08008004L, Bytes.of((byte) 7, (byte) 8));
        Image image = new Image(Path.of("x"), List.of(head, far), 0x08000000, Symbols.NONE);

        List<FlashImage.Part> parts = FlashImage.of(image, FlashMap.of(F405)).parts();

        assertThat(parts)
                .extracting(FlashImage.Part::sector)
                .extracting(Sector::number)
                .containsExactly(0, 1, 2);
        assertThat(parts.get(0).bytes().length()).isEqualTo(16 * 1024);
        assertThat(parts.get(1).bytes().toHex()).isEqualTo("0101");
        assertThat(parts.get(2).bytes().toHex()).isEqualTo("ffffffff0708");
        assertThat(parts.get(1).hash()).isNotEqualTo(parts.get(2).hash()).hasSize(64);
    }

    @Test
    void hexFileIsReadAsItWasWritten(@TempDir Path folder) throws IOException {
        byte[] bytes = new byte[70_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        byte[] vectors = {0x00, 0x10, 0x00, 0x20, 0x09, 0x00, 0x00, 0x08};
        System.arraycopy(vectors, 0, bytes, 0, vectors.length);
        Path file = folder.resolve("image.hex");
        Files.writeString(file, HexFile.of(List.of(new Segment(0x08000000L, Bytes.of(bytes)))));

        List<Segment> segments = Image.read(file, F405).segments();

        byte[] read = new byte[bytes.length];
        segments.forEach(segment -> System.arraycopy(
                segment.bytes().toArray(),
                0,
                read,
                (int) (segment.address() - 0x08000000L),
                segment.bytes().length()));
        assertThat(read).isEqualTo(bytes);
    }
}
