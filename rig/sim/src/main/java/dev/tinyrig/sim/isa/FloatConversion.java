package dev.tinyrig.sim.isa;

import dev.tinyrig.sim.cpu.Fpu;
import dev.tinyrig.sim.cpu.FpuKind;
import dev.tinyrig.sim.floating.Doubles;
import dev.tinyrig.sim.floating.FixedTarget;
import dev.tinyrig.sim.floating.FloatStatus;
import dev.tinyrig.sim.floating.Halves;
import dev.tinyrig.sim.floating.Rounding;
import dev.tinyrig.sim.floating.Singles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Conversions between floating-point formats, integers and fixed-point numbers, and rounding (A6.4). */
final class FloatConversion {
    /** In the order of the rm field of VCVTA and its kin. */
    private static final Rounding[] DIRECTED = {
        Rounding.NEAREST_AWAY, Rounding.NEAREST_EVEN, Rounding.TOWARDS_PLUS_INFINITY, Rounding.TOWARDS_MINUS_INFINITY
    };

    private static final String[] DIRECTED_NAMES = {"a", "n", "p", "m"};

    private final List<Encoding> rows = new ArrayList<>();
    private final FloatForms fpv4 = new FloatForms(rows, FpuKind.FPV4_SP_D16);
    private final FloatForms fpv5 = new FloatForms(rows, FpuKind.FPV5_SP_D16);

    private FloatConversion() {}

    static List<Encoding> encodings() {
        FloatConversion conversion = new FloatConversion();
        conversion.addPrecisions();
        conversion.addHalves();
        conversion.addFromIntegers();
        conversion.addToIntegers();
        conversion.addFixed();
        conversion.addRoundings();
        return conversion.rows;
    }

    private void addPrecisions() {
        rows.add(Encoding.of("111011101D110111dddd101011M0mmmm", "vcvt.f64.f32 %D, %H", (c, i) -> {
                    Fpu fpu = FloatForms.used(c);
                    fpu.setD(i.d, Doubles.fromSingle(fpu.status, fpu.s[i.m]));
                })
                .on(FpuKind.FPV5_D16));
        rows.add(Encoding.of("111011101D110111dddd101111M0mmmm", "vcvt.f32.f64 %F, %M", (c, i) -> {
                    Fpu fpu = FloatForms.used(c);
                    fpu.s[i.d] = Singles.fromDouble(fpu.status, fpu.d(i.m));
                })
                .on(FpuKind.FPV5_D16));
    }

    /** VCVTB and VCVTT, which use the bottom or the top of a register. */
    private void addHalves() {
        for (int top = 0; top <= 1; top++) {
            int at = 16 * top;
            String name = top == 0 ? "vcvtb" : "vcvtt";
            rows.add(Encoding.of("111011101D110010dddd1010" + top + "1M0mmmm", name + ".f32.f16 %F, %H", (c, i) -> {
                        Fpu fpu = FloatForms.used(c);
                        fpu.s[i.d] = Singles.fromHalf(fpu.status, fpu.s[i.m] >>> at);
                    })
                    .on(FpuKind.FPV4_SP_D16));
            rows.add(Encoding.of("111011101D110011dddd1010" + top + "1M0mmmm", name + ".f16.f32 %F, %H", (c, i) -> {
                        Fpu fpu = FloatForms.used(c);
                        setHalf(fpu, i.d, at, Halves.fromSingle(fpu.status, fpu.s[i.m]));
                    })
                    .on(FpuKind.FPV4_SP_D16));
            rows.add(Encoding.of("111011101D110010dddd1011" + top + "1M0mmmm", name + ".f64.f16 %D, %H", (c, i) -> {
                        Fpu fpu = FloatForms.used(c);
                        fpu.setD(i.d, Doubles.fromHalf(fpu.status, fpu.s[i.m] >>> at));
                    })
                    .on(FpuKind.FPV5_D16));
            rows.add(Encoding.of("111011101D110011dddd1011" + top + "1M0mmmm", name + ".f16.f64 %F, %M", (c, i) -> {
                        Fpu fpu = FloatForms.used(c);
                        setHalf(fpu, i.d, at, Halves.fromDouble(fpu.status, fpu.d(i.m)));
                    })
                    .on(FpuKind.FPV5_D16));
        }
    }

    private static void setHalf(Fpu fpu, int register, int at, int half) {
        fpu.s[register] = (fpu.s[register] & ~(0xffff << at)) | half << at;
    }

    private void addFromIntegers() {
        fromInteger("111011101D111000dddd101z01M0mmmm", ".u32 ", 0xffffffffL);
        fromInteger("111011101D111000dddd101z11M0mmmm", ".s32 ", -1L);
    }

    private void fromInteger(String bits, String type, long mask) {
        rows.add(Encoding.of(bits.replace('z', '0'), "vcvt.f32" + type + "%F, %H", (c, i) -> {
                    FloatStatus status = FloatForms.used(c).status;
                    c.fpu.s[i.d] = Singles.fromFixed(status, c.fpu.s[i.m] & mask, 0, status.rounding());
                })
                .on(FpuKind.FPV4_SP_D16));
        rows.add(Encoding.of(bits.replace('z', '1'), "vcvt.f64" + type + "%D, %H", (c, i) -> {
                    FloatStatus status = FloatForms.used(c).status;
                    c.fpu.setD(i.d, Doubles.fromFixed(status, c.fpu.s[i.m] & mask, 0));
                })
                .on(FpuKind.FPV5_D16));
    }

    private void addToIntegers() {
        for (int signed = 0; signed <= 1; signed++) {
            String type = signed == 1 ? ".s32" : ".u32";
            String bits = "111011101D11110" + signed + "dddd101z";
            boolean isSigned = signed == 1;
            toInteger(fpv4, bits + "01M0mmmm", "vcvtr" + type, status -> integer(isSigned, status.rounding()));
            toInteger(fpv4, bits + "11M0mmmm", "vcvt" + type, status -> integer(isSigned, Rounding.TOWARDS_ZERO));
            for (int mode = 0; mode < DIRECTED.length; mode++) {
                Rounding rounding = DIRECTED[mode];
                String directed = "111111101D1111" + twoBits(mode) + "dddd101z" + signed + "1M0mmmm";
                toInteger(fpv5, directed, "vcvt" + DIRECTED_NAMES[mode] + type, status -> integer(isSigned, rounding));
            }
        }
    }

    private static FixedTarget integer(boolean signed, Rounding rounding) {
        return new FixedTarget(32, signed, 0, rounding);
    }

    private static String twoBits(int value) {
        return "" + (value >> 1) + (value & 1);
    }

    private static void toInteger(FloatForms forms, String bits, String name, Function<FloatStatus, FixedTarget> to) {
        forms.add(
                bits,
                name,
                " %F, %H",
                " %F, %M",
                (c, i) -> {
                    Fpu fpu = FloatForms.used(c);
                    fpu.s[i.d] = (int) Singles.toFixed(fpu.status, fpu.s[i.m], to.apply(fpu.status));
                },
                (c, i) -> {
                    Fpu fpu = FloatForms.used(c);
                    fpu.s[i.d] = (int) Doubles.toFixed(fpu.status, fpu.d(i.m), to.apply(fpu.status));
                });
    }

    /** VCVT between floating point and fixed point; the operand is also the result. */
    private void addFixed() {
        for (int unsigned = 0; unsigned <= 1; unsigned++) {
            for (int wide = 0; wide <= 1; wide++) {
                int size = wide == 1 ? 32 : 16;
                boolean signed = unsigned == 0;
                String type = (signed ? ".s" : ".u") + size;
                String tail = unsigned + "dddd101z" + wide + "1i0jjjj";
                addToFixed("111011101D11111" + tail, type, size, signed);
                addFromFixed("111011101D11101" + tail, type, size, signed);
            }
        }
    }

    /** The field holds the bits in front of the point; a size that is too small is no encoding. */
    private static Encoding withFraction(Encoding row, int size) {
        return row.immediate(fields -> size - (fields.of('j') << 1 | fields.of('i')))
                .when(fields -> (fields.of('j') << 1 | fields.of('i')) <= size);
    }

    private void addToFixed(String bits, String type, int size, boolean signed) {
        Semantics single = (c, i) -> {
            Fpu fpu = FloatForms.used(c);
            FixedTarget target = new FixedTarget(size, signed, i.imm, Rounding.TOWARDS_ZERO);
            fpu.s[i.d] = (int) Singles.toFixed(fpu.status, fpu.s[i.d], target);
        };
        Semantics wide = (c, i) -> {
            Fpu fpu = FloatForms.used(c);
            FixedTarget target = new FixedTarget(size, signed, i.imm, Rounding.TOWARDS_ZERO);
            fpu.setD(i.d, Doubles.toFixed(fpu.status, fpu.d(i.d), target));
        };
        rows.add(withFraction(Encoding.of(bits.replace('z', '0'), "vcvt" + type + ".f32 %F, %F, #%i", single), size)
                .on(FpuKind.FPV4_SP_D16));
        rows.add(withFraction(Encoding.of(bits.replace('z', '1'), "vcvt" + type + ".f64 %D, %D, #%i", wide), size)
                .on(FpuKind.FPV5_D16));
    }

    private void addFromFixed(String bits, String type, int size, boolean signed) {
        Semantics single = (c, i) -> {
            Fpu fpu = FloatForms.used(c);
            long integer = extended(fpu.s[i.d], size, signed);
            fpu.s[i.d] = Singles.fromFixed(fpu.status, integer, i.imm, Rounding.NEAREST_EVEN);
        };
        Semantics wide = (c, i) -> {
            Fpu fpu = FloatForms.used(c);
            long integer = extended((int) fpu.d(i.d), size, signed);
            fpu.setD(i.d, Doubles.fromFixed(fpu.status, integer, i.imm));
        };
        rows.add(withFraction(Encoding.of(bits.replace('z', '0'), "vcvt.f32" + type + " %F, %F, #%i", single), size)
                .on(FpuKind.FPV4_SP_D16));
        rows.add(withFraction(Encoding.of(bits.replace('z', '1'), "vcvt.f64" + type + " %D, %D, #%i", wide), size)
                .on(FpuKind.FPV5_D16));
    }

    private static long extended(int bits, int size, boolean signed) {
        long moved = (long) bits << (64 - size);
        return signed ? moved >> (64 - size) : moved >>> (64 - size);
    }

    private void addRoundings() {
        rounding("111011101D110110dddd101z01M0mmmm", "vrintr", FloatStatus::rounding, false);
        rounding("111011101D110110dddd101z11M0mmmm", "vrintz", status -> Rounding.TOWARDS_ZERO, false);
        rounding("111011101D110111dddd101z01M0mmmm", "vrintx", FloatStatus::rounding, true);
        for (int mode = 0; mode < DIRECTED.length; mode++) {
            Rounding rounding = DIRECTED[mode];
            String bits = "111111101D1110" + twoBits(mode) + "dddd101z01M0mmmm";
            rounding(bits, "vrint" + DIRECTED_NAMES[mode], status -> rounding, false);
        }
    }

    private void rounding(String bits, String name, Function<FloatStatus, Rounding> mode, boolean exact) {
        fpv5.unary(
                bits,
                name,
                (st, d, n, m) -> Singles.integral(st, m, mode.apply(st), exact),
                (st, d, n, m) -> Doubles.integral(st, m, mode.apply(st), exact));
    }
}
