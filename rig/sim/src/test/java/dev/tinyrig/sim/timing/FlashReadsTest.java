package dev.tinyrig.sim.timing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.sim.device.FlashInterface;
import dev.tinyrig.sim.timing.TimingDescription.FlashLines;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Five wait states, words of 8 bytes as on an STM32L4R5 in two banks, two lines for code and two for data. */
final class FlashReadsTest {
    private static final int FLASH = 0x08000000;
    private static final int ACR = 0;
    private static final int WAIT_STATES = 5;
    private static final int PRFTEN = 1 << 8;
    private static final int ICEN = 1 << 9;
    private static final int DCEN = 1 << 10;

    private final FlashInterface control = new FlashInterface(Map.of(ACR, WAIT_STATES));
    private final FlashReads flash = new FlashReads(control, FLASH, 0x1000, new FlashLines(8, 2, 2));

    private void enable(int bits) {
        control.write(ACR, WAIT_STATES | bits, 4);
    }

    @Test
    void wordThatWasJustReadIsFree() {
        assertThat(flash.fetch(FLASH, 4, 0)).isEqualTo(WAIT_STATES);
        assertThat(flash.fetch(FLASH + 4, 4, 10)).isZero();
        assertThat(flash.fetch(FLASH + 8, 2, 20)).isEqualTo(WAIT_STATES);
    }

    @Test
    void instructionInTwoWordsWaitsForBoth() {
        assertThat(flash.fetch(FLASH + 6, 4, 0)).isEqualTo(2 * WAIT_STATES);
    }

    @Test
    void nextWordIsReadAheadWhileThisOneExecutes() {
        enable(PRFTEN);
        flash.fetch(FLASH, 4, 0);

        assertThat(flash.fetch(FLASH + 8, 4, 7)).as("ready at 5 + 6").isEqualTo(4);
        assertThat(flash.fetch(FLASH + 16, 4, 40)).as("long ready").isZero();
        assertThat(flash.fetch(FLASH, 4, 41)).as("elsewhere").isEqualTo(WAIT_STATES);
    }

    @Test
    void acceleratorKeepsCodeThatWasMissedOrReadAhead() {
        enable(ICEN | PRFTEN);
        flash.fetch(FLASH, 4, 0);
        flash.fetch(FLASH + 8, 4, 20);

        assertThat(flash.fetch(FLASH, 4, 21)).isZero();
        assertThat(flash.fetch(FLASH + 8, 4, 22)).isZero();
    }

    @Test
    void leastRecentlyUsedLineMakesRoom() {
        enable(ICEN);
        flash.fetch(FLASH, 4, 0);
        flash.fetch(FLASH + 8, 4, 10);
        flash.fetch(FLASH, 4, 20);
        flash.fetch(FLASH + 16, 4, 30);

        assertThat(flash.fetch(FLASH, 4, 40)).isZero();
        assertThat(flash.fetch(FLASH + 8, 4, 50)).isEqualTo(WAIT_STATES);
    }

    @Test
    void dataHasAWordBufferAndLinesOfItsOwn() {
        assertThat(flash.read(FLASH)).isEqualTo(WAIT_STATES);
        assertThat(flash.read(FLASH + 4)).isZero();
        assertThat(flash.read(FLASH + 8)).isEqualTo(WAIT_STATES);
        assertThat(flash.read(FLASH)).as("without DCEN").isEqualTo(WAIT_STATES);

        enable(DCEN);
        flash.read(FLASH + 16);
        flash.read(FLASH + 24);

        assertThat(flash.read(FLASH + 16)).isZero();
        assertThat(flash.read(FLASH + 8)).as("two lines only").isEqualTo(WAIT_STATES);
    }

    @Test
    void followsTheLatencyThatFirmwareWrites() {
        control.write(ACR, 2, 4);

        assertThat(flash.fetch(FLASH, 4, 0)).isEqualTo(2);
        assertThat(flash.read(FLASH + 64)).isEqualTo(2);
    }

    @Test
    void ramNeverWaits() {
        assertThat(flash.fetch(0x20000000, 4, 0)).isZero();
        assertThat(flash.read(0x20000000)).isZero();
    }
}
