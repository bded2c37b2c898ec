package dev.tinyrig.rig.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.rig.target.Placement.Tcm;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final Target H743 = Targets.load().named("stm32h743");
    private static final MemoryRegion DTCM = H743.memory("dtcm").orElseThrow();
    private static final Optional<MemoryRegion> ITCM = H743.memory("itcm");

    @Test
    void dataGoesToTheDtcmWhereItFits() {
        Placement inDtcm = new Placement(DTCM, Optional.empty());

        assertThat(Placement.choices(H743, Tcm.DATA, 131_072)).containsExactly(inDtcm, Placement.plain(H743));
        assertThat(Placement.choices(H743, Tcm.DATA, 131_073)).containsExactly(Placement.plain(H743));
    }

    @Test
    void kernelsGoToTheItcmWhereThatIsAskedFor() {
        assertThat(Placement.choices(H743, Tcm.ALL, 0))
                .containsExactly(
                        new Placement(DTCM, ITCM), new Placement(DTCM, Optional.empty()), Placement.plain(H743));
        assertThat(Placement.choices(H743, Tcm.ALL, 200_000))
                .containsExactly(new Placement(H743.sram(), ITCM), Placement.plain(H743));
    }

    @Test
    void dtcmThatBeginsTheMainRamIsNoMemoryOfItsOwn() {
        Target f746 = Targets.load().named("stm32f746");

        assertThat(Placement.choices(f746, Tcm.DATA, 0)).containsExactly(Placement.plain(f746));
    }

    @Test
    void cortexM4HasOnePlacement() {
        Target f412 = Targets.load().named("stm32f412");

        assertThat(Placement.choices(f412, Tcm.ALL, 0)).containsExactly(Placement.plain(f412));
    }
}
