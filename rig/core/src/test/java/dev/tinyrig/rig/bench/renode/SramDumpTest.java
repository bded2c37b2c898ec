package dev.tinyrig.rig.bench.renode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.rig.firmware.Footprint;
import dev.tinyrig.rig.measure.MemoryUse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** SRAM of 4 KB: a stack of 256 bytes, then 64 bytes of variables, then an arena of 128 bytes, then a copy of the input. */
final class SramDumpTest {
    private static final Footprint FOOTPRINT = new Footprint(1000, 0, 64, 128, 256);
    private static final MemoryUse REPORTED = new MemoryUse(64, 128, 100, 256, 40);

    private final byte[] sram = new byte[4096];

    SramDumpTest() {
        Arrays.fill(sram, RenodeMachine.FILL);
        Arrays.fill(sram, 256, 256 + 64 + 128 + 16, (byte) 7);
    }

    @Test
    void stackThatFirmwarePaintedIsAsDeepAsItsLowestTouchedWord() {
        paint(0, 256 - 60);
        touch(256 - 60, 256);

        assertThat(new SramDump(sram).corrected(REPORTED).stackTouchedBytes()).isEqualTo(60);
    }

    @Test
    void stackThatFirmwareDoesNotPaintIsSeenAsWell() {
        touch(256 - 72, 256);

        assertThat(new SramDump(sram).corrected(REPORTED).stackTouchedBytes()).isEqualTo(72);
    }

    @Test
    void deeperReportOfTheDeviceStands() {
        touch(256 - 8, 256);

        assertThat(new SramDump(sram).corrected(REPORTED)).isEqualTo(REPORTED);
    }

    @Test
    void writeBehindAllThatWasLinkedIsFound() {
        assertThat(new SramDump(sram).strayWrite(FOOTPRINT, 16)).isEmpty();

        sram[3000] = 1;

        assertThat(new SramDump(sram).strayWrite(FOOTPRINT, 16)).contains(3000);
    }

    private void paint(int from, int to) {
        ByteBuffer words = ByteBuffer.wrap(sram).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = from; at < to; at += 4) {
            words.putInt(at, 0xc0deface);
        }
    }

    private void touch(int from, int to) {
        Arrays.fill(sram, from, to, (byte) 1);
    }
}
