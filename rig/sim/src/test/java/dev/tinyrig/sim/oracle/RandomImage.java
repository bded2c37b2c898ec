package dev.tinyrig.sim.oracle;

import dev.tinyrig.sim.cpu.FpuKind;
import java.util.Random;

/**
 * A bare-metal program for the MPS2 boards of QEMU: cells of random code whose records it collects in RAM and, at the
 * end, writes to the host through semihosting. It faults its way past anything undefined, counting how often.
 */
final class RandomImage {
    static final int VARIABLES = 0x20300000;
    /** In the variables: how many faults were skipped. */
    static final int FAULT_COUNT = 32;

    static final int RECORD_WORDS = 50;
    static final String FILE_NAME = "records.bin";

    private static final int STACK = 0x20200000;
    private static final int CODE_BYTES = 0x400000;
    private static final int OPEN_BLOCK = 0x100;
    private static final int SVC_HANDLER = 0x140;
    private static final int FAULT_HANDLER = 0x180;
    private static final int START = 0x200;
    private static final int CELLS_PER_REFRESH = 24;

    /**
     * movw r1, #0; movt r1, #0x2030; ldr r0, [r1]; mov r2, sp; vmov s0, s0 (which makes the processor save the context);
     * stmia r0!, {r2, r4-r11}; ldmia r2, {r4-r11}; stmia r0!, {r4-r11}; sub r3, r0, #64; ldr r12, [r2, #0x60]; str r12,
     * [r0], #4; vstmia r0!, {s0-s31}; str r0, [r1]; ldmia r3, {r4-r11}; bx lr.
     */
    private static final int[] RECORD = {
        0xf240, 0x0100, 0xf2c2, 0x0130, 0x6808, 0x466a, 0xeeb0, 0x0a40, 0xe8a0, 0x0ff4, 0xe892, 0x0ff0, 0xe8a0, 0x0ff0,
        0xf1a0, 0x0340, 0xf8d2, 0xc060, 0xf840, 0xcb04, 0xeca0, 0x0a20, 0x6008, 0xe893, 0x0ff0, 0x4770
    };

    /**
     * ldr r0, [sp, #24]; ldrh r1, [r0]; adds r0, #2; movw r2, #0xe800; cmp r1, r2; it hs; addhs r0, #2; str r0, [sp,
     * #24]; ldr r0, [sp, #28]; bic r0, #0x06000000; bic r0, #0xfc00; str r0, [sp, #28]; movw r1, #0; movt r1, #0x2030;
     * ldr r0, [r1, #32]; adds r0, #1; str r0, [r1, #32]; bx lr.
     */
    private static final int[] SKIP_FAULT = {
        0x9806, 0x8801, 0x3002, 0xf64e, 0x0200, 0x4291, 0xbf28, 0x3002, 0x9006, 0x9807, 0xf020, 0x60c0, 0xf420, 0x407c,
        0x9007, 0xf240, 0x0100, 0xf2c2, 0x0130, 0x6a08, 0x3001, 0x6208, 0x4770
    };

    /** mov r1, #0xf00000; str r1, [r0]; dsb; isb. */
    private static final int[] ENABLE_FLOATING_POINT = {0xf44f, 0x0170, 0x6001, 0xf3bf, 0x8f4f, 0xf3bf, 0x8f6f};

    /** str r1, [r0]; vmov s0, r0. */
    private static final int[] SET_POINTER = {0x6001, 0xee00, 0x0a10};

    /** movs r0, #1 (SYS_OPEN); bkpt 0xab. */
    private static final int[] OPEN = {0x2001, 0xbeab};

    /** ldr r6, [r4, #-16]; subs r6, r6, r5; strd r0, r5, [r4]; str r6, [r4, #8]; mov r1, r4; movs r0, #5; bkpt 0xab. */
    private static final int[] WRITE_RECORDS = {0xf854, 0x6c10, 0x1b76, 0xe9c4, 0x0500, 0x60a6, 0x4621, 0x2005, 0xbeab};

    /** strd r5, r6, [r4, #4]; mov r1, r4; movs r0, #5 (SYS_WRITE); bkpt 0xab. */
    private static final int[] WRITE_BLOCK = {0xe9c4, 0x5601, 0x4621, 0x2005, 0xbeab};

    /** movs r0, #0x18 (SYS_EXIT); bkpt 0xab. */
    private static final int[] EXIT = {0x2018, 0xbeab};

    private static final int CPACR = 0xe000ed88;
    private static final int APPLICATION_EXIT = 0x20026;

    private final CodeBuffer code = new CodeBuffer(CODE_BYTES);
    private final RandomCells cells;
    private final int recordCount;

    RandomImage(long seed, FpuKind fpu, int cellCount, int records) {
        this(seed, fpu, cellCount, records, 1);
    }

    /** One with a record only every so many cells. */
    RandomImage(long seed, FpuKind fpu, int cellCount, int records, int cellsPerRecord) {
        recordCount = cellCount / cellsPerRecord;
        cells = new RandomCells(code, new Random(seed), fpu);
        writeHandlers();
        code.moveTo(START);
        setUp(records);
        for (int cell = 0; cell < cellCount; cell++) {
            if (cell % CELLS_PER_REFRESH == 0) {
                cells.refresh();
            }
            if (cell % cellsPerRecord == cellsPerRecord - 1) {
                cells.next();
            } else {
                cells.unrecorded();
            }
        }
        finish(records);
    }

    private void setUp(int records) {
        code.load(0, CPACR);
        code.halfwords(ENABLE_FLOATING_POINT);
        code.load(0, VARIABLES);
        code.load(1, records);
        code.halfwords(SET_POINTER);
    }

    private void finish(int records) {
        code.load(1, OPEN_BLOCK);
        code.halfwords(OPEN);
        code.load(4, VARIABLES + 16);
        code.load(5, records);
        code.halfwords(WRITE_RECORDS);
        code.load(5, RandomCells.SCRATCH);
        code.load(6, RandomCells.SCRATCH_BYTES);
        code.halfwords(WRITE_BLOCK);
        code.load(5, VARIABLES + FAULT_COUNT);
        code.load(6, 4);
        code.halfwords(WRITE_BLOCK);
        code.load(1, APPLICATION_EXIT);
        code.halfwords(EXIT);
    }

    private void writeHandlers() {
        code.word(STACK);
        code.word(START | 1);
        for (int exception = 2; exception < 16; exception++) {
            code.word((exception == 11 ? SVC_HANDLER : FAULT_HANDLER) | 1);
        }
        code.moveTo(OPEN_BLOCK);
        code.word(OPEN_BLOCK + 12);
        code.word(5);
        code.word(FILE_NAME.length());
        code.text(FILE_NAME);
        code.moveTo(SVC_HANDLER);
        code.halfwords(RECORD);
        code.moveTo(FAULT_HANDLER);
        code.halfwords(SKIP_FAULT);
    }

    RandomCells cells() {
        return cells;
    }

    int recordCount() {
        return recordCount;
    }

    byte[] toBytes() {
        return code.toBytes();
    }
}
