package dev.tinyrig.sim.fault;

/**
 * A fault that a simulated program caused, as it is told to people.
 *
 * @param pc the address of the instruction
 * @param address the data address of a bus fault, else the same as {@code pc}
 * @param detail what was seen there, such as the halfwords of an unknown encoding
 */
public record FaultReport(FaultCause cause, int pc, int address, String detail) {
    @Override
    public String toString() {
        String where = cause.hasAddress() ? String.format(" accessing 0x%08x", address) : "";
        return String.format("%s (%s) at pc=0x%08x%s: %s", cause, cause.meaning(), pc, where, detail);
    }
}
