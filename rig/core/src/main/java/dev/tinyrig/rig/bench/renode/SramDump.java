package dev.tinyrig.rig.bench.renode;

import dev.tinyrig.rig.firmware.Footprint;
import dev.tinyrig.rig.measure.MemoryUse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The SRAM after a run, as it was filled before it: tells what was touched, whatever the firmware says of itself. */
final class SramDump {
    /** With this word the harness paints its stack, which the linker puts first (port_marks.c). */
    private static final int STACK_PAINT = 0xc0deface;

    /** Four of {@link RenodeMachine#FILL}. */
    private static final int FILL_WORD = 0xa5a5a5a5;

    /** What alignment may add between the parts that the linker lays out. */
    private static final int ALIGNMENT_SLACK = 64;

    private final ByteBuffer words;

    SramDump(byte[] content) {
        this.words = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The device's own report, with the stack as deep as the dump shows it where that is deeper. */
    MemoryUse corrected(MemoryUse reported) {
        return new MemoryUse(
                reported.staticBytes(),
                reported.arenaBytes(),
                reported.arenaTouchedBytes(),
                reported.stackReservedBytes(),
                Math.max(reported.stackTouchedBytes(), touchedStack(reported.stackReservedBytes())));
    }

    private long touchedStack(long reservedBytes) {
        int at = 0;
        while (at < reservedBytes && isUntouched(words.getInt(at))) {
            at += Integer.BYTES;
        }
        return reservedBytes - at;
    }

    private static boolean isUntouched(int word) {
        return word == STACK_PAINT || word == FILL_WORD;
    }

    /**
     * The offset of the last byte that changed behind all that the linker gave away; empty if none did.
     *
     * @param stagingBytes size of an input: the rig's copy of it lies behind the rest
     */
    Optional<Integer> strayWrite(Footprint footprint, int stagingBytes) {
        long end = footprint.reservedSramBytes() + stagingBytes + ALIGNMENT_SLACK;
        int last = words.capacity() - 1;
        while (last >= end && words.get(last) == RenodeMachine.FILL) {
            last--;
        }
        return last >= end ? Optional.of(last) : Optional.empty();
    }
}
