package dev.tinyrig.sim;

import dev.tinyrig.sim.MachineDescription.Core;
import dev.tinyrig.sim.MachineDescription.Memory;
import dev.tinyrig.sim.MachineDescription.UnknownMmio;
import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.cpu.FpuKind;
import dev.tinyrig.sim.device.Usart;
import dev.tinyrig.sim.timing.TimingDescription;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A few halfwords of code in a small machine: flash at 0x08000000, 64 KB of RAM at 0x20000000, the console at 0x40011000. */
public final class Snippet {
    static final int FLASH = 0x08000000;
    static final int RAM = 0x20000000;
    static final int RAM_BYTES = 0x10000;
    static final int CODE = FLASH + 0x200;
    static final int STACK = RAM + 0x8000;

    private static final int BREAKPOINT = 0xbe00;

    final Machine machine;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    private Snippet(MachineDescription description, Optional<TimingDescription> timing) {
        machine = timing.map(known -> Machine.timed(description, known, sent::write))
                .orElseGet(() -> Machine.of(description, sent::write));
    }

    /** Code on a Cortex-M7 with all of floating point, enabled; a breakpoint follows it. */
    static Snippet of(int... halfwords) {
        return on(Core.CORTEX_M7, FpuKind.FPV5_D16, halfwords);
    }

    static Snippet on(Core core, FpuKind fpu, int... halfwords) {
        return start(new Snippet(description(core, fpu), Optional.empty()), halfwords);
    }

    /** Code on a core of which each cycle is counted; FLASH_ACR and CCR are as after reset. */
    static Snippet timed(Core core, TimingDescription timing, int... halfwords) {
        return start(new Snippet(description(core, FpuKind.FPV5_D16), Optional.of(timing)), halfwords);
    }

    private static Snippet start(Snippet snippet, int... halfwords) {
        int[] vectors = new int[64];
        vectors[0] = STACK;
        vectors[1] = CODE | 1;
        for (int exception = 2; exception < vectors.length; exception++) {
            vectors[exception] = handler(exception) | 1;
        }
        snippet.machine.load(FLASH, bytes(vectors));
        for (int exception = 2; exception < vectors.length; exception++) {
            snippet.code(handler(exception), BREAKPOINT | exception);
        }
        snippet.code(CODE, halfwords);
        snippet.code(CODE + 2 * halfwords.length, BREAKPOINT);
        snippet.machine.reset();
        translateAfter(snippet.machine);
        snippet.cpu().fpu.setCpacr(0xf00000);
        return snippet;
    }

    /** Translates what was interpreted as often as a property says, if it is there. */
    public static void translateAfter(Machine machine) {
        Integer times = Integer.getInteger("tinyrig.translateAfter");
        if (times != null) {
            machine.translateAfter(times);
        }
    }

    private static MachineDescription description(Core core, FpuKind fpu) {
        return new MachineDescription(
                core,
                fpu,
                Family.STM32F4,
                List.of(Memory.flash("flash", FLASH, 0x10000).alsoAt(0), Memory.ram("ram", RAM, RAM_BYTES)),
                Usart.Layout.SR_DR,
                0x40011000,
                UnknownMmio.FAULT);
    }

    /** Where the handler of an exception is: a breakpoint with its number unless a test puts code there. */
    static int handler(int exception) {
        return FLASH + 0x1000 + 0x40 * exception;
    }

    private static byte[] bytes(int... words) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            buffer.putInt(word);
        }
        return buffer.array();
    }

    Snippet code(int address, int... halfwords) {
        ByteBuffer buffer = ByteBuffer.allocate(2 * halfwords.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int one : halfwords) {
            buffer.putShort((short) one);
        }
        machine.load(address, buffer.array());
        return this;
    }

    Snippet register(int number, int value) {
        cpu().r[number] = value;
        return this;
    }

    Snippet single(int number, float value) {
        cpu().fpu.s[number] = Float.floatToRawIntBits(value);
        return this;
    }

    /** N, Z, C and V as the digits of a binary number. */
    Snippet flags(int nzcv) {
        cpu().setNzcv(nzcv << 28);
        return this;
    }

    Snippet word(int address, int value) {
        machine.load(address, bytes(value));
        return this;
    }

    /** Runs to the breakpoint behind the code. */
    Snippet run() {
        int breakpoint = runToBreakpoint();
        if (breakpoint != 0) {
            throw new AssertionError("exception " + breakpoint + " happened: " + machine.lastFault());
        }
        return this;
    }

    /** Runs to a breakpoint in the handler of an exception, whose number it gives; 0 behind the code. */
    int runToBreakpoint() {
        Stop stop = machine.run(100_000);
        if (stop instanceof Stop.Breakpoint breakpoint) {
            return breakpoint.immediate();
        }
        throw new AssertionError("stopped with " + stop + ", last fault " + machine.lastFault());
    }

    Cpu cpu() {
        return machine.cpu();
    }

    int r(int number) {
        return cpu().r[number];
    }

    float s(int number) {
        return Float.intBitsToFloat(cpu().fpu.s[number]);
    }

    /** Cycles up to the breakpoint behind the code. */
    long cycles() {
        return run().machine.cycles();
    }

    /** N, Z, C, V as the digits of a binary number. */
    int flags() {
        return cpu().apsr() >>> 28;
    }

    int wordAt(int address) {
        return ByteBuffer.wrap(machine.dump(address, 4))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }

    String sent() {
        return sent.toString(StandardCharsets.US_ASCII);
    }
}
