package dev.tinyrig.sim;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Prints how many instructions a second the interpreter executes on the inner loop of an int8 convolution. */
final class SpeedTool {
    private static final int ROUNDS = 8;
    private static final long INSTRUCTIONS = 100_000_000;

    /**
     * What GCC 12.2 -O3 makes of a 2x2 dot product over int8: loads, SXTB16, ROR, SMLAD, a compare and a branch; an outer
     * loop resets the pointers. R0 and R1 point to weights, R2 to inputs, R3 is the end of R2.
     */
    private static final int[] LOOP = {
        0x4655, // mov r5, r10
        0x465e, // mov r6, r11
        0x4662, // mov r2, r12
        0xf852,
        0x7b04, // ldr r7, [r2], #4
        0xf855,
        0x8b04, // ldr r8, [r5], #4
        0xf856,
        0x9b04, // ldr r9, [r6], #4
        0xfa2f,
        0xf087, // sxtb16 r0, r7
        0xfa2f,
        0xf188, // sxtb16 r1, r8
        0xfb20,
        0x3301, // smlad r3, r0, r1, r3
        0xfa2f,
        0xf189, // sxtb16 r1, r9
        0xfb20,
        0x4401, // smlad r4, r0, r1, r4
        0xfa2f,
        0xf097, // sxtb16 r0, r7, ror #8
        0xea4f,
        0x2138, // mov.w r1, r8, ror #8
        0xfa2f,
        0xf181, // sxtb16 r1, r1
        0xfb20,
        0x3301, // smlad r3, r0, r1, r3
        0xea4f,
        0x2139, // mov.w r1, r9, ror #8
        0xfa2f,
        0xf181, // sxtb16 r1, r1
        0xfb20,
        0x4401, // smlad r4, r0, r1, r4
        0x4572, // cmp r2, lr
        0xd1df, // bne to the loads
        0xe7db // b to the start
    };

    private SpeedTool() {}

    public static void main(String[] args) {
        Snippet snippet = Snippet.of(LOOP)
                .register(10, Snippet.FLASH + 0x4000)
                .register(11, Snippet.FLASH + 0x5000)
                .register(12, Snippet.RAM + 0x1000)
                .register(14, Snippet.RAM + 0x1100);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadCpuTime();
            Stop stop = snippet.machine.run(INSTRUCTIONS);
            long nanos = threads.getCurrentThreadCpuTime() - before;
            System.out.printf("round %d: %.0f MIPS of thread CPU time (%s)%n", round, INSTRUCTIONS * 1e3 / nanos, stop);
        }
    }
}
