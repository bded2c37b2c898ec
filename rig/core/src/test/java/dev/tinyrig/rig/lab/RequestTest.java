package dev.tinyrig.rig.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.rig.bench.fake.FakeBench;
import dev.tinyrig.rig.bench.fake.FakeDevice;
import dev.tinyrig.rig.target.Targets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RequestTest {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final long TEN_MINUTES = Duration.ofMinutes(10).toNanos();

    private final Request request = Request.of(Targets.load().named("stm32f405"));

    @Test
    void boardOfAnotherProcessIsAskedForAgainSoonEvenIfItsPostponementIsOverBeforeTheWaitBegins() {
        Desk desk = new Desk(new FakeBench("a", any -> FakeDevice.computing(input -> input)));

        request.postpone(desk, Duration.ZERO);

        assertThat(request.nap(TEN_MINUTES, POLL)).isEqualTo(POLL.toNanos());
    }

    @Test
    void waitForBenchesOfThisProcessAloneEndsWithNewsOnly() {
        assertThat(request.nap(TEN_MINUTES, POLL)).isEqualTo(TEN_MINUTES);
    }
}
