package dev.tinyrig.sim.isa;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.cpu.FpuKind;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** One row of the instruction set: the bits, the assembler text and what it does. */
public final class Encoding {
    private final Pattern pattern;
    private final String text;
    private final Semantics plain;
    private final Semantics setting;
    private final FlagRule flagRule;
    private final ToIntFunction<Fields> immediate;
    private final Predicate<Fields> guard;
    private final FpuKind needs;
    private final Index index;
    private final boolean pcBase;

    private Encoding(
            Pattern pattern,
            String text,
            Semantics plain,
            Semantics setting,
            FlagRule flagRule,
            ToIntFunction<Fields> immediate,
            Predicate<Fields> guard,
            FpuKind needs,
            Index index,
            boolean pcBase) {
        this.pattern = pattern;
        this.text = text;
        this.plain = plain;
        this.setting = setting;
        this.flagRule = flagRule;
        this.immediate = immediate;
        this.guard = guard;
        this.needs = needs;
        this.index = index;
        this.pcBase = pcBase;
    }

    /**
     * An encoding that leaves the flags alone and whose immediate is field i as it stands.
     *
     * @param text the assembler text as {@link Disassembly} fills it in
     */
    static Encoding of(String bits, String text, Semantics semantics) {
        Pattern pattern = new Pattern(bits);
        return new Encoding(
                pattern,
                text,
                semantics,
                semantics,
                FlagRule.NEVER,
                fields -> fields.or('i', 0),
                fields -> true,
                FpuKind.NONE,
                Index.OFFSET,
                false);
    }

    /** The same with another meaning when it sets the flags, by the S bit or outside IT blocks. */
    Encoding settingFlags(Semantics other) {
        FlagRule rule = pattern.has('S') ? FlagRule.S_BIT : FlagRule.OUTSIDE_IT;
        return new Encoding(pattern, text, plain, other, rule, immediate, guard, needs, index, pcBase);
    }

    /** The same with another way to find the immediate. */
    Encoding immediate(ToIntFunction<Fields> other) {
        return new Encoding(pattern, text, plain, setting, flagRule, other, guard, needs, index, pcBase);
    }

    /** The same, but only where the fields fulfil a condition that bits cannot say. */
    Encoding when(Predicate<Fields> other) {
        return new Encoding(pattern, text, plain, setting, flagRule, immediate, other, needs, index, pcBase);
    }

    /** The same, but only on processors with at least this floating-point extension. */
    Encoding on(FpuKind kind) {
        return new Encoding(pattern, text, plain, setting, flagRule, immediate, guard, kind, index, pcBase);
    }

    /** The same, writing the base register back. */
    Encoding indexed(Index mode) {
        return new Encoding(pattern, text, plain, setting, flagRule, immediate, guard, needs, mode, pcBase);
    }

    /** The same, with Rn allowed to be PC. */
    Encoding basedOnPc() {
        return new Encoding(pattern, text, plain, setting, flagRule, immediate, guard, needs, index, true);
    }

    public Pattern pattern() {
        return pattern;
    }

    public String text() {
        return text;
    }

    /** The first word of the text, without its placeholders. */
    public String mnemonic() {
        String first = text.split(" ", 2)[0];
        return first.replaceAll("%.", "");
    }

    public FpuKind needs() {
        return needs;
    }

    boolean setsFlags(Fields fields, boolean inIt) {
        return switch (flagRule) {
            case NEVER -> false;
            case S_BIT -> fields.isSet('S');
            case OUTSIDE_IT -> !inIt;
        };
    }

    Semantics semantics(boolean setsFlags) {
        return setsFlags ? setting : plain;
    }

    int immediateOf(Fields fields) {
        return immediate.applyAsInt(fields);
    }

    /** Whether the floating-point register with this fifth bit is a single; the text says so. */
    boolean isSingle(char fifthBit) {
        return text.contains(
                switch (fifthBit) {
                    case 'D' -> "%F";
                    case 'N' -> "%G";
                    default -> "%H";
                });
    }

    Index index() {
        return index;
    }

    public boolean matches(int word) {
        if (!pattern.matches(word)) {
            return false;
        }
        Fields fields = new Fields(pattern, word, 0);
        return guard.test(fields) && (needs == FpuKind.NONE ? usesPcLawfully(fields) : hasDoubles(fields));
    }

    /** There are 16 doubles, so the fifth bit of their numbers must be 0. */
    private boolean hasDoubles(Fields fields) {
        return (isSingle('D') || fields.or('D', 0) == 0)
                && (isSingle('N') || fields.or('N', 0) == 0)
                && (isSingle('M') || fields.or('M', 0) == 0);
    }

    /** PC as an operand is unpredictable wherever the manual does not say what it means. */
    private boolean usesPcLawfully(Fields fields) {
        return fields.or('d', 0) != Cpu.PC
                && fields.or('t', 0) != Cpu.PC
                && fields.or('e', 0) != Cpu.PC
                && fields.or('a', 0) != Cpu.PC
                && (pcBase || fields.or('n', 0) != Cpu.PC)
                && (pattern.bytes() == 2 || fields.or('m', 0) != Cpu.PC);
    }

    @Override
    public String toString() {
        return pattern + " " + text;
    }
}
