package dev.tinyrig.rig.bench.sim;

import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.firmware.Segment;
import dev.tinyrig.sim.Machine;
import dev.tinyrig.sim.cpu.Context;
import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.fault.Fault;
import dev.tinyrig.sim.fault.FaultReport;
import dev.tinyrig.sim.fault.FaultStatus;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fault of a simulated image as a person wants it: what, where, the registers, who called, the last lines. */
final class FaultText {
    private static final int MAX_CALLERS = 16;
    private static final int MAX_STACK_WORDS = 1024;
    private static final int MAX_LINES = 8;

    private final Machine machine;
    private final Image image;
    private final String said;
    private final Context context;
    /** What the calls return to that had not returned, the innermost first. */
    private final List<Integer> callers;

    FaultText(Machine machine, Image image, String said, List<Integer> callers) {
        this.callers = callers.stream().limit(MAX_CALLERS).toList();
        this.machine = machine;
        this.image = image;
        this.said = said;
        this.context = machine.context();
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add("fault: "
                + machine.lastFault().map(FaultReport::toString).orElse("the processor locked up without a fault"));
        lines.addAll(registers());
        lines.add("CFSR 0x%08x  HFSR 0x%08x  BFAR 0x%08x"
                .formatted(
                        machine.cpu().exceptions.cfsr, machine.cpu().exceptions.hfsr, machine.cpu().exceptions.bfar));
        FaultStatus.names(machine.cpu().exceptions.cfsr, machine.cpu().exceptions.hfsr)
                .forEach(name -> lines.add("  " + name));
        lines.add(
                callers.isEmpty()
                        ? "back trace (return addresses on the stack, so some may be stale):"
                        : "back trace (the calls as they were made):");
        lines.add("  " + place(context.register(Cpu.PC)));
        (callers.isEmpty() ? returnAddresses() : callers).forEach(address -> lines.add("  " + place(address)));
        lines.add("last console lines:");
        lastLines().forEach(line -> lines.add("  " + line));
        return String.join(System.lineSeparator(), lines);
    }

    private List<String> registers() {
        List<String> lines = new ArrayList<>();
        String[] names = {
            "r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10", "r11", "r12", "sp", "lr", "pc"
        };
        for (int first = 0; first < names.length; first += 4) {
            StringBuilder line = new StringBuilder();
            for (int at = first; at < first + 4; at++) {
                line.append("%-4s0x%08x  ".formatted(names[at], context.register(at)));
            }
            lines.add(line.toString().stripTrailing());
        }
        lines.add("xpsr 0x%08x, %s"
                .formatted(
                        context.xpsr(),
                        context.exception() == 0 ? "thread mode" : "in exception " + context.exception()));
        return lines;
    }

    /** Where it returns to, and each word on the stack that follows a call. */
    private List<Integer> returnAddresses() {
        List<Integer> addresses = new ArrayList<>();
        if (followsCall(context.register(Cpu.LR))) {
            addresses.add(context.register(Cpu.LR));
        }
        int sp = context.register(Cpu.SP);
        for (int word = 0; word < MAX_STACK_WORDS && addresses.size() < MAX_CALLERS; word++) {
            Optional<Integer> value = word(sp + 4 * word);
            if (value.isEmpty()) {
                break;
            }
            value.filter(this::followsCall)
                    .filter(address -> addresses.isEmpty() || !address.equals(addresses.get(addresses.size() - 1)))
                    .ifPresent(addresses::add);
        }
        return addresses;
    }

    /** Whether this is a Thumb address in the image behind a BL or BLX (DDI 0403E A5.3.4, A5.2.3). */
    private boolean followsCall(int address) {
        long place = Integer.toUnsignedLong(address);
        if ((address & 1) == 0 || image.segments().stream().noneMatch(segment -> holds(segment, place))) {
            return false;
        }
        int before = word(address - 5).orElse(0);
        boolean branchWithLink = (before & 0xf800) == 0xf000 && (before >>> 16 & 0xd000) == 0xd000;
        boolean branchToRegister = (before >>> 16 & 0xff87) == 0x4780;
        return branchWithLink || branchToRegister;
    }

    private static boolean holds(Segment segment, long address) {
        return address > segment.address() + 4 && address <= segment.end();
    }

    private Optional<Integer> word(int address) {
        try {
            byte[] bytes = machine.dump(address, 4);
            return Optional.of(
                    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt());
        } catch (Fault unmapped) {
            return Optional.empty();
        }
    }

    private String place(int address) {
        return "0x%08x  %s".formatted(address & ~1, image.symbols().at(address).orElse("?"));
    }

    private List<String> lastLines() {
        List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
        return lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size());
    }
}
