package dev.tinyrig.rig.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.rig.bench.board.BoardRecords.Health;
import dev.tinyrig.rig.bench.board.ChipId;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class LedgerTest {
    private static final Duration NONE = Duration.ZERO;
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void boardIsHadByOneAtATime() {
        try (Ledger one = Ledger.open(folder);
                Ledger other = Ledger.open(folder)) {
            Tenure first = one.await("a", "a test", NONE);

            assertThatThrownBy(() -> other.await("a", "another", NONE))
                    .isInstanceOf(LabException.class)
                    .hasMessageMatching(
                            "a is not free: process %d has it since \\S+ for a test; wait longer with --patience"
                                    .formatted(ProcessHandle.current().pid()));
            assertThat(other.await("b", "another", NONE).token()).isEqualTo(1);

            first.close();
            assertThat(other.await("a", "another", NONE).token()).isGreaterThan(first.token());
        }
    }

    @Test
    void leaseOfAKilledProcessEndsAtOnceAndItsBoardIsSuspect() throws Exception {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (Ledger ledger = Ledger.open(folder);
                BufferedReader said =
                        new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo("holds 1");
            ledger.records().note("a", Health.SOUND, "");
            assertThatThrownBy(() -> ledger.await("a", "a test", NONE)).isInstanceOf(LabException.class);

            holder.destroyForcibly().waitFor();

            assertThat(ledger.await("a", "a test", NONE).token()).isEqualTo(2);
            assertThat(ledger.records().state("a").health()).isEqualTo(Health.SUSPECT);
            assertThat(ledger.records().state("a").reason())
                    .isEqualTo("process %d died with it".formatted(holder.pid()));
        } finally {
            holder.destroyForcibly();
        }
    }

    /** A process that takes a board and keeps it. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws InterruptedException {
            try (Ledger ledger = Ledger.open(Path.of(args[0]))) {
                System.out.println(
                        "holds " + ledger.await("a", "holding it", LONG).token());
                Thread.sleep(60_000);
            }
        }
    }

    @Test
    void leaseThatIsNotRenewedGoesToTheNextAndItsHolderIsFencedOff() {
        Stopped clock = new Stopped();
        Ledger.Terms terms = new Ledger.Terms(Duration.ofHours(1), LONG);
        try (Ledger sleeper = Ledger.open(folder, clock, terms);
                Ledger waker = Ledger.open(folder, clock, terms)) {
            Tenure overslept = sleeper.await("a", "a test", NONE);
            overslept.requireCurrent();
            clock.pass(Duration.ofHours(2));

            try (Tenure next = waker.await("a", "another", NONE)) {
                assertThat(next.token()).isEqualTo(overslept.token() + 1);
                assertThatThrownBy(overslept::requireCurrent)
                        .isInstanceOf(LabException.class)
                        .hasMessageContaining("lease 1 on a has ended, it was not renewed in time");
                overslept.close();
                next.requireCurrent();
            }
        }
    }

    @Test
    void leaseIsRenewedAsLongAsItIsHeld() throws InterruptedException {
        Ledger.Terms terms = new Ledger.Terms(Duration.ofMillis(400), LONG);
        try (Ledger holder = Ledger.open(folder, Clock.systemUTC(), terms);
                Ledger other = Ledger.open(folder, Clock.systemUTC(), terms)) {
            Tenure held = holder.await("a", "a test", NONE);

            assertThatThrownBy(() -> other.await("a", "another", Duration.ofMillis(1200)))
                    .isInstanceOf(LabException.class);
            held.requireCurrent();
        }
    }

    @Test
    void whoCameFirstIsServedFirst() {
        try (Ledger ledger = Ledger.open(folder)) {
            Tenure held = ledger.await("a", "a test", NONE);
            try (Ledger.Place first = ledger.queue(Set.of("a"), "the first");
                    Ledger.Place second = ledger.queue(Set.of("a", "b"), "the second")) {
                held.close();

                assertThat(second.claim("a")).isEmpty();
                assertThat(second.claim("b")).isPresent();
                assertThat(first.claim("a")).isPresent();
            }
        }
    }

    @Test
    void placeThatIsNotRenewedIsLost() {
        Stopped clock = new Stopped();
        try (Ledger ledger = Ledger.open(folder, clock, new Ledger.Terms(Duration.ofHours(1), Duration.ofSeconds(5)));
                Ledger.Place gone = ledger.queue(Set.of("a"), "gone")) {
            assertThat(gone).isNotNull();
            clock.pass(Duration.ofSeconds(6));

            assertThat(ledger.await("a", "a test", NONE).token()).isEqualTo(1);
        }
    }

    @Test
    void remembersBoardsFromOneProcessToTheNext() {
        ChipId chip = new ChipId("0123456789abcdef01234567");
        try (Ledger ledger = Ledger.open(folder)) {
            ledger.records().note("a", Health.SUSPECT, "it smelled");
            ledger.records().noteChip("a", chip);
            ledger.records().noteErase("a", 3);
            ledger.records().noteErase("a", 3);
            ledger.records().noteContents("a", 3, "hash");
        }
        try (Ledger ledger = Ledger.open(folder)) {
            LedgerRecords records = ledger.records();
            assertThat(records.state("a").reason()).isEqualTo("it smelled");
            assertThat(records.chip("a")).contains(chip);
            assertThat(records.wear("a")).containsExactly(Map.entry(3, 2L));
            assertThat(records.contents("a")).containsExactly(Map.entry(3, "hash"));

            records.noteErase("a", 3);
            assertThat(records.contents("a")).isEmpty();
            assertThat(records.state("b").health()).isEqualTo(Health.UNKNOWN);
            assertThat(records.chip("b")).isEqualTo(Optional.empty());
        }
    }

    @Test
    void soundBoardMustProveItselfAgainAfterADay() {
        Stopped clock = new Stopped();
        try (Ledger ledger = Ledger.open(folder, clock, Ledger.Terms.USUAL)) {
            ledger.records().note("a", Health.SOUND, "");
            clock.pass(Duration.ofHours(23));
            assertThat(ledger.records().state("a").health()).isEqualTo(Health.SOUND);

            clock.pass(Duration.ofHours(2));
            assertThat(ledger.records().state("a").health()).isEqualTo(Health.UNKNOWN);
        }
    }

    /** A clock that stands until it is moved. */
    private static final class Stopped extends Clock {
        private volatile Instant now = Instant.EPOCH;

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
