package dev.tinyrig.sim.cpu;

/** Writes and reads what an exception keeps on the stack: 8 words, or 26 with the floating-point context. */
final class ExceptionFrame {
    private static final int BASIC_BYTES = 32;
    private static final int EXTENDED_BYTES = 104;
    private static final int PADDED = 1 << 9;

    private final Cpu cpu;

    ExceptionFrame(Cpu cpu) {
        this.cpu = cpu;
    }

    void push(int returnAddress, int xpsr, boolean align) {
        boolean floating = cpu.fpu.contextActive();
        int bytes = floating ? EXTENDED_BYTES : BASIC_BYTES;
        boolean padded = (align || floating) && (cpu.r[Cpu.SP] & 4) != 0;
        int sp = (cpu.r[Cpu.SP] - bytes) & (align || floating ? ~7 : ~3);
        cpu.r[Cpu.SP] = sp;
        int[] words = {
            cpu.r[0],
            cpu.r[1],
            cpu.r[2],
            cpu.r[3],
            cpu.r[12],
            cpu.r[Cpu.LR],
            returnAddress,
            xpsr | (padded ? PADDED : 0)
        };
        for (int word = 0; word < words.length; word++) {
            cpu.bus.write32(sp + 4 * word, words[word]);
        }
        if (floating) {
            cpu.fpu.leaveContext(sp + BASIC_BYTES);
        }
    }

    /** Restores the registers and gives the xPSR of the frame. */
    int pop(boolean floating) {
        int sp = cpu.r[Cpu.SP];
        for (int register = 0; register < 4; register++) {
            cpu.r[register] = cpu.bus.read32(sp + 4 * register);
        }
        cpu.r[12] = cpu.bus.read32(sp + 16);
        cpu.r[Cpu.LR] = cpu.bus.read32(sp + 20);
        cpu.pc = cpu.bus.read32(sp + 24) & ~1;
        int xpsr = cpu.bus.read32(sp + 28);
        if (floating) {
            cpu.fpu.enterContext(sp + BASIC_BYTES);
        }
        cpu.fpu.setContextActive(floating);
        int after = sp + (floating ? EXTENDED_BYTES : BASIC_BYTES);
        cpu.r[Cpu.SP] = (xpsr & PADDED) != 0 ? after | 4 : after;
        cpu.setXpsr(xpsr);
        return xpsr;
    }
}
