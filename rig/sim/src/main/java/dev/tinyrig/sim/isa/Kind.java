package dev.tinyrig.sim.isa;

import java.util.HashMap;
import java.util.Map;

/** What an instruction is to a pipeline; each encoding has one, by its mnemonic. */
public enum Kind {
    /** Additions, subtractions and moves, which a Cortex-M7 may do early when nothing is shifted. */
    MOVE("mov movw add addw sub subw adr"),
    ALU("and orr eor bic orn mvn adc sbc rsb cmp cmn tst teq lsl lsr asr ror movt"),
    /** Extensions, packing, fields, reversals and sums in lanes. */
    DSP(
            """
            sxth sxtb uxth uxtb sxtah uxtah sxtb16 sxtab16 uxtb16 uxtab16 sxtab uxtab rev rev16 revsh rbit clz bfc bfi sbfx
            ubfx pkhbt pkhtb sel sadd8 sadd16 sasx ssub8 ssub16 ssax shadd8 shadd16 shasx shsub8 shsub16 shsax uadd8 uadd16
            uasx usub8 usub16 usax uhadd8 uhadd16 uhasx uhsub8 uhsub16 uhsax
            """),
    SATURATION(
            """
            ssat usat ssat16 usat16 qadd qdadd qsub qdsub qadd8 qadd16 qasx qsub8 qsub16 qsax uqadd8 uqadd16 uqasx uqsub8
            uqsub16 uqsax
            """),
    MAC(
            """
            mul mla mls smulbb smlabb smulbt smlabt smultb smlatb smultt smlatt smuad smlad smuadx smladx smusd smlsd smusdx
            smlsdx smulwb smlawb smulwt smlawt smmul smmla smmulr smmlar smmls smmlsr usad8 usada8
            """),
    LONG_MAC("smull umull smlal umlal umaal smlalbb smlalbt smlaltb smlaltt smlald smlaldx smlsld smlsldx"),
    DIVISION("sdiv udiv"),
    LOAD("ldr ldrt ldrex"),
    NARROW_LOAD("ldrb ldrh ldrsb ldrsh ldrbt ldrht ldrsbt ldrsht ldrexb ldrexh"),
    STORE("str strt strex"),
    NARROW_STORE("strb strh strbt strht strexb strexh"),
    LOAD_PAIR("ldrd"),
    STORE_PAIR("strd"),
    LOAD_MULTIPLE("pop ldmia ldmdb"),
    STORE_MULTIPLE("push stmia stmdb"),
    BRANCH("b bl bx blx"),
    CONDITIONAL_BRANCH("cbz cbnz"),
    TABLE_BRANCH("tbb tbh"),
    IT("it"),
    SYSTEM("svc bkpt udf wfi cps mrs msr clrex dsb dmb isb undefined coprocessor"),
    /** Hints, which take a slot. */
    HINT("nop hint pld pldw pli"),
    FLOAT_MOVE("vmov vmsr vmrs vabs vneg vcmp vcmpe vseleq vselvs vselge vselgt vmaxnm vminnm"),
    FLOAT_SUM(
            """
            vadd vsub vmul vnmul vcvt vcvtb vcvtt vcvtr vcvta vcvtn vcvtp vcvtm vrintr vrintz vrintx vrinta vrintn vrintp
            vrintm
            """),
    FLOAT_CHAINED("vmla vmls vnmls vnmla"),
    FLOAT_FUSED("vfma vfms vfnms vfnma"),
    FLOAT_DIVISION("vdiv vsqrt"),
    FLOAT_LOAD("vldr"),
    FLOAT_STORE("vstr"),
    FLOAT_LOAD_MULTIPLE("vldmia vldmdb"),
    FLOAT_STORE_MULTIPLE("vstmia vstmdb");

    private static final Map<String, Kind> BY_MNEMONIC = byMnemonic();

    private final String mnemonics;

    Kind(String mnemonics) {
        this.mnemonics = mnemonics;
    }

    private static Map<String, Kind> byMnemonic() {
        Map<String, Kind> found = new HashMap<>();
        for (Kind kind : values()) {
            for (String mnemonic : kind.mnemonics.strip().split("\\s+", -1)) {
                if (found.put(mnemonic, kind) != null) {
                    throw new IllegalStateException(mnemonic + " is of two kinds");
                }
            }
        }
        return found;
    }

    /** The kind of a row. */
    static Kind of(Encoding encoding) {
        String mnemonic = encoding.mnemonic();
        int end = mnemonic.indexOf('.');
        Kind kind = BY_MNEMONIC.get(end < 0 ? mnemonic : mnemonic.substring(0, end));
        if (kind == null) {
            throw new IllegalArgumentException("no kind has the mnemonic of " + encoding);
        }
        boolean isConditional = kind == BRANCH && encoding.pattern().has('c');
        return isConditional ? CONDITIONAL_BRANCH : kind;
    }

    public boolean isSingleLoad() {
        return this == LOAD || this == NARROW_LOAD;
    }

    public boolean isSingleStore() {
        return this == STORE || this == NARROW_STORE;
    }

    /** Loads or stores several words with one address. */
    public boolean isBlock() {
        return this == LOAD_PAIR
                || this == STORE_PAIR
                || this == LOAD_MULTIPLE
                || this == STORE_MULTIPLE
                || this == FLOAT_LOAD_MULTIPLE
                || this == FLOAT_STORE_MULTIPLE;
    }

    public boolean isMemory() {
        return reads() || writes();
    }

    public boolean reads() {
        return isSingleLoad()
                || this == LOAD_PAIR
                || this == LOAD_MULTIPLE
                || this == TABLE_BRANCH
                || this == FLOAT_LOAD
                || this == FLOAT_LOAD_MULTIPLE;
    }

    public boolean writes() {
        return isSingleStore()
                || this == STORE_PAIR
                || this == STORE_MULTIPLE
                || this == FLOAT_STORE
                || this == FLOAT_STORE_MULTIPLE;
    }

    public boolean isFloat() {
        return compareTo(FLOAT_MOVE) >= 0;
    }
}
