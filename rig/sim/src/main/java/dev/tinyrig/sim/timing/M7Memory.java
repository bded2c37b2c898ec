package dev.tinyrig.sim.timing;

import dev.tinyrig.sim.cpu.ExceptionUnit;

/** The L1 caches of a Cortex-M7 and what lies behind them; CCR.IC and CCR.DC decide whether they are on. */
final class M7Memory {
    private static final int DC = 1 << 16;
    private static final int IC = 1 << 17;
    private static final int RAM_BASE = 0x20000000;
    private static final int PERIPHERALS = 0x40000000;
    private static final int PERIPHERALS_END = 0x60000000;
    /** Two and four ways: DDI 0489 1.2, recalled. */
    private static final int INSTRUCTION_WAYS = 2;

    private static final int DATA_WAYS = 4;

    private final ExceptionUnit control;
    private final TimingDescription description;
    private final L1Cache instructions;
    private final L1Cache data;
    private int fetchedLine = -1;
    private int readLine = -1;

    M7Memory(ExceptionUnit control, TimingDescription description) {
        this.control = control;
        this.description = description;
        this.instructions = new L1Cache(description.caches().instructionBytes(), INSTRUCTION_WAYS);
        this.data = new L1Cache(description.caches().dataBytes(), DATA_WAYS);
    }

    /** How long the core waits for the instruction in these bytes. */
    int fetch(int address, int bytes) {
        int line = L1Cache.lineOf(address);
        int last = L1Cache.lineOf(address + bytes - 1);
        int stall = line == fetchedLine ? 0 : fetchLine(address);
        if (last != line) {
            stall += fetchLine(address + bytes - 1);
        }
        fetchedLine = last;
        return stall;
    }

    /** Without the cache every line is filled again when the core comes to it; that is assumed. */
    private int fetchLine(int address) {
        if (isTightlyCoupled(address)) {
            return 0;
        }
        boolean hit = (control.ccr & IC) != 0 && instructions.access(address);
        return hit ? 0 : fill(address);
    }

    /** How long the core waits for a word. Without the cache each word costs a fill; that is assumed. */
    int read(int address) {
        if (isTightlyCoupled(address)) {
            return 0;
        }
        if (isPeripheral(address)) {
            return M7Rule.PERIPHERAL.cycles;
        }
        if (address < 0) {
            return 0;
        }
        int line = L1Cache.lineOf(address);
        boolean cached = (control.ccr & DC) != 0;
        if (cached && line == readLine) {
            return 0;
        }
        readLine = line;
        return cached && data.access(address) ? 0 : fill(address);
    }

    /** A write that misses takes a line of the cache, but the core does not wait for it. */
    int write(int address) {
        if (isPeripheral(address)) {
            return M7Rule.PERIPHERAL.cycles;
        }
        if (address >= 0 && (control.ccr & DC) != 0 && !isTightlyCoupled(address)) {
            readLine = L1Cache.lineOf(address);
            data.access(address);
        }
        return 0;
    }

    private static boolean isPeripheral(int address) {
        return address >= PERIPHERALS && address < PERIPHERALS_END;
    }

    private boolean isTightlyCoupled(int address) {
        return Integer.compareUnsigned(address, description.tcm().instructionBytes()) < 0
                || Integer.compareUnsigned(address - RAM_BASE, description.tcm().dataBytes()) < 0;
    }

    private int fill(int address) {
        return address >= 0 && address < RAM_BASE
                ? description.fills().flashCycles()
                : description.fills().ramCycles();
    }
}
