package dev.tinyrig.rig.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.rig.console.ConsoleException.Kind;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.MemoryUse;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DutTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Test
    void bootMayPrintFreeTextBetweenItsLines() {
        TranscriptWire wire = new TranscriptWire(
                """
                < m-timestamp-mode-performance
                < WARNING: arena is not aligned
                < m-lap-us-12
                < m-init-done
                < m-ready
                """);

        dut(wire).awaitBoot(PATIENCE);

        assertThat(wire.left()).isZero();
    }

    @Test
    void readsNameProfileAndTime() {
        Dut dut = dut(
                """
                > name%
                < m-name-dut-[tinyrig]
                < m-ready
                > profile%
                < m-profile-[ULPMark for tinyML Firmware V0.0.1]
                < m-model-[kws01]
                < m-ready
                > timestamp%
                < m-lap-us-123456
                < m-ready
                """);

        assertThat(dut.name()).isEqualTo("tinyrig");
        assertThat(dut.profile()).isEqualTo(new Dut.Profile("ULPMark for tinyML Firmware V0.0.1", "kws01"));
        assertThat(dut.timestampUs()).isEqualTo(123456);
    }

    @Test
    void loadsInChunksOf31Bytes() {
        TranscriptWire wire = new TranscriptWire(
                """
                > db load 33%
                < m-[Expecting 33 bytes]
                < m-ready
                > db 01010101010101010101010101010101010101010101010101010101010101%
                < m-ready
                > db ff80%
                < m-load-done
                < m-ready
                > db print%
                < m-buffer-53-f0-0a-7f-00-00-00-01
                < m-buffer-ff
                < m-ready
                """);
        Dut dut = dut(wire);

        dut.dbLoad(Bytes.ofHex("01".repeat(31) + "ff80"));
        Bytes loaded = dut.dbPrint();

        assertThat(loaded).isEqualTo(Bytes.ofHex("53f00a7f00000001ff"));
        assertThat(wire.left()).isZero();
    }

    @Test
    void infersAndReadsAListThatEndsWithAComma() {
        Dut dut = dut(
                """
                > infer 70 10%
                < m-warmup-start-10
                < m-warmup-done
                < m-infer-start-70
                < m-lap-us-1200345
                < m-lap-us-4350345
                < m-infer-done
                < m-results-[0.938,0.063,]
                < m-ready
                > results%
                < m-results-[0.012,0.984,0.004]
                < m-ready
                """);

        Dut.Inference inference = dut.infer(70, 10, PATIENCE);

        assertThat(inference).isEqualTo(new Dut.Inference(1200345, 4350345, List.of(0.938, 0.063)));
        assertThat(dut.results()).containsExactly(0.012, 0.984, 0.004);
    }

    @Test
    void readsWhatTheRigAsks() {
        Dut dut = dut(
                """
                > rig image%
                < m-rig-image-[00112233445566778899aabbccddeeff00112233]
                < m-ready
                > rig target%
                < m-rig-target-[stm32f405]
                < m-ready
                > rig clock%
                < m-rig-clock-[168000000]
                < m-ready
                > rig counter%
                < m-rig-counter-[tim2]
                < m-ready
                > rig memory%
                < m-rig-memory-[136,64,36,1024,188]
                < m-ready
                """);

        assertThat(dut.image()).isEqualTo("00112233445566778899aabbccddeeff00112233");
        assertThat(dut.target()).isEqualTo("stm32f405");
        assertThat(dut.clockHz()).isEqualTo(168_000_000);
        assertThat(dut.counter()).isEqualTo("tim2");
        assertThat(dut.memory()).isEqualTo(new MemoryUse(136, 64, 36, 1024, 188));
    }

    @Test
    void loadsRawBytesOnlyAfterTheInvitationAndCounts() {
        TranscriptWire wire = new TranscriptWire(
                """
                > rig load 4%
                < a byte of noise
                < m-rig-load-[4]
                >> 41 25 e9 21
                < m-load-done
                < m-ready
                > rig run 2 1%
                < m-rig-count-[239]
                < m-rig-count-[4294967295]
                < m-rig-output-[00ff80]
                < m-ready
                """);
        Dut dut = dut(wire);

        dut.load(Bytes.of((byte) 'A', (byte) '%', (byte) 0xe9, (byte) '!'), Deadline.after(PATIENCE));
        Dut.Counted counted = dut.run(2, 1, Deadline.after(PATIENCE));

        assertThat(counted).isEqualTo(new Dut.Counted(List.of(239L, 4294967295L), Bytes.ofHex("00ff80")));
        assertThat(wire.left()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'e-[Unknown command: rig]'",
        "'Supplied buffer size 4 exceeds maximum of 2'",
        "'Input db has 4 elemented, expected 16'"
    })
    void complaintIsARefusal(String complaint) {
        Dut dut = dut("> rig image%\n< " + complaint + "\n< m-ready\n");

        assertFails(dut::image, Kind.REFUSED, "'rig image' was refused: " + complaint);
    }

    @Test
    void refusedLoadEndsWithItsComplaint() {
        Dut dut = dut("> rig load 1%\n< e-[Input is 16 bytes]\n< m-ready\n");

        assertFails(
                () -> dut.load(Bytes.of((byte) 1), Deadline.after(PATIENCE)),
                Kind.REFUSED,
                "'rig load 1' was refused: e-[Input is 16 bytes]");
    }

    @Test
    void faultEndsTheWaitAtOnce() {
        Dut dut = dut("> rig run 1 0%\n< e-[fault BusFault pc=0x08000100 lr=0x0 cfsr=0x8200 bfar=0x60000000]\n");

        assertFails(
                () -> dut.run(1, 0, Deadline.after(Duration.ofDays(1))),
                Kind.FAULT,
                "'rig run 1 0': e-[fault BusFault pc=0x08000100 lr=0x0 cfsr=0x8200 bfar=0x60000000]");
    }

    @Test
    void silenceNamesTheCommandAndShowsTheLastLines() {
        Dut dut = dut("> name%\n< m-name-dut-[tinyrig]\n");

        assertThatThrownBy(dut::name).isInstanceOfSatisfying(ConsoleException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.SILENT);
            assertThat(e).hasMessage("'name': hung, no answer within 5000 ms");
            assertThat(e.tail()).isEqualTo("m-name-dut-[tinyrig]");
        });
    }

    @Test
    void closedWireIsAGoneDevice() {
        Dut dut = dut("> name%\n< EOF\n");

        assertFails(dut::name, Kind.GONE, "'name': the device closed the console");
    }

    @ParameterizedTest
    @CsvSource({
        "'m-rig-memory-[1,2,3,4]', '''rig memory'' was answered with 4 values instead of 5'",
        "'m-rig-memory-[1,2,x,4,5]', '''rig memory'' was answered with 1, 2, x, 4, 5'",
        "'m-rig-memory-[1,2,3,4,5]', '''rig memory'' was answered with [1, 2, 3, 4, 5]: more memory touched than there is: arena 3 of 2, stack 5 of 4 bytes'",
        "'m-rig-memory-1,2', '''rig memory'' was answered without m-rig-memory-[...]'"
    })
    void answerThatMakesNoSenseIsGarbled(String line, String message) {
        Dut dut = dut("> rig memory%\n< " + line + "\n< m-ready\n");

        assertFails(dut::memory, Kind.GARBLED, message);
    }

    @Test
    void countsMustBeAsManyAsAskedFor() {
        Dut dut = dut("> rig run 3 0%\n< m-rig-count-[5]\n< m-rig-output-[00]\n< m-ready\n");

        assertFails(
                () -> dut.run(3, 0, Deadline.after(PATIENCE)),
                Kind.GARBLED,
                "'rig run 3 0' was answered with 1 values instead of 3");
    }

    private static void assertFails(ThrowingCallable call, Kind kind, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ConsoleException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessage(message);
    }

    private static Dut dut(String transcript) {
        return dut(new TranscriptWire(transcript));
    }

    private static Dut dut(TranscriptWire wire) {
        return new Dut(new Console(wire));
    }
}
