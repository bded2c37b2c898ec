package dev.tinyrig.rig.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class LinkerScriptTest {
    private static final Target F405 = Targets.load().named("stm32f405");

    @Test
    void wholeTextIsAsExpected() throws IOException {
        String script = LinkerScript.of(F405, 4096, 490);

        Golden.assertEqual(Path.of("src/test/resources/dev/tinyrig/rig/target/stm32f405.ld"), script);
    }

    @Test
    void namesTheRegionsOfItsTarget() {
        String script = LinkerScript.of(Targets.load().named("stm32h743"), 2048, 0);

        assertThat(script)
                .contains("flash (rx) : ORIGIN = 0x08000000, LENGTH = 2097152")
                .contains("sram (rw)  : ORIGIN = 0x24000000, LENGTH = 524288");
    }

    @Test
    void copiesKernelsToTheItcmAndPutsDataInTheDtcm() {
        Target target = Targets.load().named("stm32h743");
        Placement placement =
                Placement.choices(target, Placement.Tcm.ALL, 100_000).get(0);

        String script = LinkerScript.of(target, placement, 2048, 0);

        assertThat(script)
                .contains("sram (rw)  : ORIGIN = 0x20000000, LENGTH = 131072")
                .contains("itcm (rx)  : ORIGIN = 0x00000000, LENGTH = 65536")
                .contains("} > itcm AT > flash :kernels")
                .contains("port_itcm_load = LOADADDR(.itcm);");
    }

    @Test
    void refusesAStackThatCannotBe() {
        assertThatThrownBy(() -> LinkerScript.of(F405, 1001, 0))
                .isInstanceOf(TargetException.class)
                .hasMessage("a stack of 1001 bytes is not a multiple of 8 of at least 512");
        assertThatThrownBy(() -> LinkerScript.of(F405, 0, 0)).isInstanceOf(TargetException.class);
    }
}
