package dev.tinyrig.sim.memory;

import dev.tinyrig.sim.fault.Fault;
import dev.tinyrig.sim.fault.FaultCause;

/** Answers nothing: every access is a bus fault. */
final class Unmapped implements Device {
    @Override
    public int read(int offset, int bytes) {
        throw new Fault(FaultCause.PRECISERR, offset, "nothing is mapped there");
    }

    @Override
    public void write(int offset, int value, int bytes) {
        throw new Fault(FaultCause.PRECISERR, offset, "nothing is mapped there");
    }
}
