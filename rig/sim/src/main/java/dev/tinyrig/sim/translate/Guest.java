package dev.tinyrig.sim.translate;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.isa.Insn;
import dev.tinyrig.sim.isa.Shifter;
import dev.tinyrig.sim.translate.Bytecode.Label;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The vocabulary of translated code: guest registers in locals of the host, operands, ways out. */
final class Guest {
    static final String CPU = "dev/tinyrig/sim/cpu/Cpu";
    static final String BUS = "dev/tinyrig/sim/memory/Bus";
    static final String FPU = "dev/tinyrig/sim/cpu/Fpu";
    static final String INSN = "dev/tinyrig/sim/isa/Insn";
    static final String SHIFTER = "dev/tinyrig/sim/isa/Shifter";
    static final String TRANSLATION = "dev/tinyrig/sim/translate/Translation";

    static final int THIS = 0;
    static final int PROCESSOR = 1;
    static final int LEFT = 2;
    private static final int FIRST_REGISTER = 3;
    static final int N = 18;
    static final int Z = 19;
    static final int C = 20;
    static final int V = 21;
    static final int FLAG_LEFT = 22;
    static final int FLAG_RIGHT = 23;
    static final int FLAG_KIND = 24;
    /** Scratch. */
    static final int ADDRESS = 25;

    static final int VALUE = 26;
    static final int OTHER = 27;
    static final int OFFSET = 28;
    static final int EXIT = 29;
    /** Which conditional steps of the block were executed, as bits in their order. */
    static final int OUTCOMES = 30;

    private static final int LAST_INT = OUTCOMES;
    static final int REGISTERS = 31;
    static final int RAM = 32;
    static final int FLASH = 33;
    static final int MEMORY = 34;
    static final int MEMORIES = 35;
    static final int SINGLES = 36;
    static final int INSNS = 37;
    /** The addresses of the loads and stores of the block, in their order. */
    static final int ADDRESSES = 38;

    private static final String[] FLAG_FIELDS = {"nf", "zf", "cf", "vf"};

    final Bytecode code;
    final Surroundings surroundings;
    private final int mentioned;
    private final boolean timed;
    private int written;
    private final List<Exit> exits = new ArrayList<>();
    private final List<Label> exitLabels = new ArrayList<>();
    private final List<Insn> instructions = new ArrayList<>();
    /** What is emitted behind the rest, because it is executed seldom. */
    private final List<Runnable> rare = new ArrayList<>();

    /** The step being translated, and how many of its block come after those before it. */
    private @Nullable Step step;

    private int uncounted;
    /** The number of the block, and its loads, stores and conditional steps so far. */
    private int block;

    private int blockSize;
    private int accesses;
    private int conditionals;

    /** Registers outside {@code mentioned} must not be touched. */
    Guest(Bytecode code, Surroundings surroundings, int mentioned, boolean timed) {
        this.code = code;
        this.timed = timed;
        this.surroundings = surroundings;
        this.mentioned = mentioned;
    }

    static List<String> localTypes(String self) {
        List<String> types = new ArrayList<>(List.of(self, CPU));
        types.addAll(Collections.nCopies(LAST_INT - PROCESSOR, ClassFile.INT));
        types.addAll(List.of("[I", "[B", "[B", "[B", BUS, "[I", "[L" + INSN + ";", "[I"));
        return types;
    }

    void enter() {
        code.aload(PROCESSOR).getField(CPU, "r", "[I").astore(REGISTERS);
        for (int register = 0; register < Cpu.PC; register++) {
            if (mentions(register)) {
                code.aload(REGISTERS).constant(register).op(Op.IALOAD);
            } else {
                code.constant(0);
            }
            code.istore(local(register));
        }
        for (int flag = 0; flag < FLAG_FIELDS.length; flag++) {
            code.aload(PROCESSOR).getField(CPU, FLAG_FIELDS[flag], "I").istore(N + flag);
        }
        for (int local = FLAG_LEFT; local <= LAST_INT; local++) {
            code.constant(0).istore(local);
        }
        code.aload(THIS).getField(TRANSLATION, "ram", "[B").astore(RAM);
        code.aload(THIS).getField(TRANSLATION, "flash", "[B").astore(FLASH);
        code.aload(RAM).astore(MEMORY);
        code.aload(THIS).getField(TRANSLATION, "bus", "L" + BUS + ";").astore(MEMORIES);
        code.aload(PROCESSOR)
                .getField(CPU, "fpu", "L" + FPU + ";")
                .getField(FPU, "s", "[I")
                .astore(SINGLES);
        code.aload(THIS).getField(TRANSLATION, "insns", "[L" + INSN + ";").astore(INSNS);
        code.aload(THIS).getField(TRANSLATION, "addresses", "[I").astore(ADDRESSES);
    }

    private boolean mentions(int register) {
        return (mentioned >>> register & 1) != 0;
    }

    private int local(int register) {
        return FIRST_REGISTER + register;
    }

    /** From here on a block is translated. */
    void startBlock(int number, int steps) {
        block = number;
        blockSize = steps;
        accesses = 0;
        conditionals = 0;
        if (timed) {
            constant(0).keep(OUTCOMES);
        }
    }

    /** From here on exits are about this step. */
    void at(Step next, int remaining) {
        step = next;
        uncounted = remaining;
    }

    /** Notes the address in scratch for the cycle model. */
    void noteAddress() {
        if (timed) {
            code.aload(ADDRESSES).constant(accesses++).iload(ADDRESS).op(Op.IASTORE);
        }
    }

    /** Notes for the cycle model that the current step, which is conditional, is executed. */
    void noteExecuted() {
        if (timed) {
            kept(OUTCOMES).constant(1 << conditionals).op(Op.IOR).keep(OUTCOMES);
        }
    }

    /** Counts the current step as conditional; to be called behind what it emits. */
    void endConditional() {
        conditionals++;
    }

    /** Tells the cycle model that the block ends and what follows, which {@code next} pushes. */
    void endBlock(Runnable next, Label timeIsUp) {
        if (timed) {
            code.aload(THIS).constant(block).iload(OUTCOMES);
            next.run();
            code.invokeVirtual(TRANSLATION, "endBlock", "(III)Z").jump(Op.IFNE, timeIsUp);
        }
    }

    private Step step() {
        if (step == null) {
            throw new IllegalStateException("no step is being translated");
        }
        return step;
    }

    /** Whether the current step is the last of its block. */
    boolean isLast() {
        return uncounted == 1;
    }

    /** Pushes a register; ZERO is 0. */
    Guest get(int register) {
        if (register == Cpu.ZERO) {
            code.constant(0);
        } else {
            checkMentioned(register);
            code.iload(local(register));
        }
        return this;
    }

    /** Pops into a register. R13 is kept in its array too, where who watches stores looks. */
    Guest set(int register) {
        checkMentioned(register);
        code.istore(local(register));
        written |= 1 << register;
        if (register == Cpu.SP) {
            code.aload(REGISTERS).constant(Cpu.SP).iload(local(register)).op(Op.IASTORE);
        }
        return this;
    }

    private void checkMentioned(int register) {
        if (register >= Cpu.PC || !mentions(register)) {
            throw new IllegalStateException(step().insn() + " does not mention R" + register);
        }
    }

    Guest constant(int value) {
        code.constant(value);
        return this;
    }

    Guest op(int opcode) {
        code.op(opcode);
        return this;
    }

    /** Pops into scratch. */
    Guest keep(int local) {
        code.istore(local);
        return this;
    }

    /** Pushes scratch. */
    Guest kept(int local) {
        code.iload(local);
        return this;
    }

    /** Pushes the second operand of data processing, as {@link Shifter#operand} computes it. */
    Guest operand(Insn insn) {
        if (insn.m == Cpu.ZERO) {
            return constant(insn.imm);
        }
        get(insn.m).shifted(insn.shift, insn.amount);
        return insn.imm == 0 ? this : constant(insn.imm).op(Op.IADD);
    }

    /** Shifts the top of the stack by a constant. */
    Guest shifted(int type, int amount) {
        if (amount == 0 && type != Shifter.RRX) {
            return this;
        }
        return switch (type) {
            case Shifter.LSL -> constant(amount).op(Op.ISHL);
            case Shifter.LSR ->
                amount == 32 ? constant(0).op(Op.IAND) : constant(amount).op(Op.IUSHR);
            case Shifter.ASR -> constant(Math.min(amount, 31)).op(Op.ISHR);
            case Shifter.ROR -> constant(amount).rotated();
            default -> throw new IllegalStateException(step().insn() + " needs the carry");
        };
    }

    /** Rotates what is below the top of the stack right by the top. */
    Guest rotated() {
        code.invokeStatic("java/lang/Integer", "rotateRight", "(II)I");
        return this;
    }

    /** Where to jump for the interpreter to execute the current step. */
    Label interpreted() {
        Step at = step();
        return exit(
                new Exit(at.insn().address, uncounted, at.itState(), Exit.Why.INTERPRET, block, blockSize - uncounted));
    }

    /** Where to jump when the current step is done and something wants attention. */
    Label done() {
        Step at = step();
        return exit(new Exit(
                at.insn().next, uncounted - 1, at.itStateBehind(), Exit.Why.ONWARD, block, blockSize - uncounted + 1));
    }

    Label exit(Exit exit) {
        int known = exits.indexOf(exit);
        if (known >= 0) {
            return exitLabels.get(known);
        }
        exits.add(exit);
        exitLabels.add(code.label());
        return exitLabels.get(exits.size() - 1);
    }

    /** To be emitted behind the rest; all it needs must be computed now. */
    void rarely(Runnable emission) {
        rare.add(emission);
    }

    /** Makes the interpreter's own semantics execute an instruction on these registers; it leaves PC and NZCV alone. */
    void handBack(Insn insn, int... registers) {
        for (int register : registers) {
            if (register < Cpu.PC) {
                code.aload(REGISTERS).constant(register);
                get(register).op(Op.IASTORE);
            }
        }
        execute(insn);
        for (int register : registers) {
            if (register < Cpu.PC) {
                code.aload(REGISTERS).constant(register).op(Op.IALOAD);
                set(register);
            }
        }
    }

    /** Calls the semantics of an instruction that touches no core registers. */
    void execute(Insn insn) {
        code.aload(INSNS).constant(instructions.size()).op(Op.AALOAD).aload(PROCESSOR);
        code.invokeVirtual(INSN, "execute", "(L" + CPU + ";)V");
        instructions.add(insn);
    }

    /** Emits what is rare, all exits and the end they share. */
    void finish() {
        for (int at = 0; at < rare.size(); at++) {
            rare.get(at).run();
        }
        Label end = code.label();
        for (int number = 0; number < exits.size(); number++) {
            code.place(exitLabels.get(number)).constant(number).istore(EXIT).jump(Op.GOTO, end);
        }
        code.place(end);
        for (int register = 0; register < Cpu.PC; register++) {
            if ((written >>> register & 1) != 0) {
                code.aload(REGISTERS).constant(register).iload(local(register)).op(Op.IASTORE);
            }
        }
        for (int flag = 0; flag < FLAG_FIELDS.length; flag++) {
            code.aload(PROCESSOR).iload(N + flag).putField(CPU, FLAG_FIELDS[flag], "I");
        }
        code.aload(THIS).iload(LEFT).putField(TRANSLATION, "left", "I");
        code.aload(THIS).iload(FLAG_LEFT).putField(TRANSLATION, "flagLeft", "I");
        code.aload(THIS).iload(FLAG_RIGHT).putField(TRANSLATION, "flagRight", "I");
        code.aload(THIS).iload(FLAG_KIND).putField(TRANSLATION, "flagKind", "I");
        code.aload(THIS).iload(OUTCOMES).putField(TRANSLATION, "outcomes", "I");
        code.iload(EXIT).op(Op.IRETURN);
    }

    List<Exit> exits() {
        return exits;
    }

    List<Insn> instructions() {
        return instructions;
    }
}
