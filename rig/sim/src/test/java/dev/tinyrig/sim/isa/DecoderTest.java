package dev.tinyrig.sim.isa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.sim.cpu.FpuKind;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecoderTest {
    private final Decoder m4 = new Decoder(FpuKind.FPV4_SP_D16);
    private final Decoder m7 = new Decoder(FpuKind.FPV5_D16);

    private static String text(Decoder decoder, String hex) {
        boolean wide = hex.length() > 4;
        return decoder.decode(Integer.parseUnsignedInt(hex, 16), wide, 0x08000100, false)
                .toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            1888     | adds r0, r1, r2
            f8d1c060 | ldr.w r12, [r1, #96]
            f851ccfc | ldr.w r12, [r1, #-252]
            f8510f04 | ldr.w r0, [r1, #4]!
            e92d4ff0 | stmdb sp!, {r4, r5, r6, r7, r8, r9, r10, r11, lr}
            fb213002 | smlad r0, r1, r2, r3
            fb21f002 | smuad r0, r1, r2
            f011407f | ands.w r0, r1, #-16777216
            ea4f2835 | mov.w r8, r5, ror #8
            eca00a20 | vstmia r0!, s0, #32
            ee300a81 | vadd.f32 s0, s1, s2
            d1cc     | bne 0x800009c
            f7ffffb3 | bl 0x800006a
            bfcb     | itete gt
            """)
    void disassembles(String hex, String expected) {
        assertThat(text(m7, hex)).isEqualTo(expected);
    }

    @Test
    void coreDecidesWhichEncodingsExist() {
        assertThat(text(m7, "fe300a81")).isEqualTo("vselgt.f32 s0, s1, s2");
        assertThat(m4.decode(0xfe300a81, true, 0, false).isUndefined()).isTrue();
    }

    @Test
    void everythingDecodesToSomething() {
        Random random = new Random(1);

        for (int attempt = 0; attempt < 50_000; attempt++) {
            int word = random.nextInt() | 0xe8000000;
            boolean wide = Decoder.isWide(word >>> 16);
            Insn insn = m7.decode(word, wide, 0x08000000, attempt % 2 == 0);
            assertThat(insn.toString()).isNotEmpty();
        }
        for (int halfword = 0; halfword < 0xe800; halfword++) {
            assertThat(m7.decode(halfword, false, 0x08000000, false).toString()).isNotEmpty();
        }
    }

    @Test
    void narrowEncodingsLeaveTheGapsOfTheManual() {
        int undefined = 0;
        for (int halfword = 0; halfword < 0xe800; halfword++) {
            undefined += m7.decode(halfword, false, 0, false).isUndefined() ? 1 : 0;
        }

        // 844 that objdump refuses too, and 220 that are not Armv7-M or unpredictable: HLT, SETEND, CPS of A, CMP of
        // PC.
        assertThat(undefined).isEqualTo(1064);
    }

    @Test
    void patternsAreWellFormedAndDistinct() {
        Set<String> seen = new HashSet<>();
        List<String> twice = m7.encodings().stream()
                .map(Encoding::toString)
                .filter(row -> !seen.add(row))
                .toList();

        assertThat(twice).isEmpty();
        assertThatThrownBy(() -> new Pattern("0101")).hasMessage("4 bits in pattern 0101");
    }

    @Test
    void pcIsRefusedWhereItIsUnpredictable() {
        assertThat(m7.decode(0xeb010f02, true, 0, false).toString()).isEqualTo("undefined");
    }
}
