package dev.tinyrig.rig.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.tinyrig.rig.lab.Lease;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

final class ParallelRunTest {
    private static final Set<String> TAKEN = ConcurrentHashMap.newKeySet();
    private static final CountDownLatch REFUSED = new CountDownLatch(1);

    @Test
    void moreTestsThanBenchesWaitForOneAnotherAndNeverHaveTheSame() {
        run(Crowd.class, Map.of(Settings.BENCHES, "2")).testEvents().assertStatistics(seen -> seen.started(20)
                .succeeded(20));
    }

    @OnTarget("stm32f746")
    static final class Crowd {
        @RepeatedTest(20)
        void hasItsBenchAlone(Lease lease) throws InterruptedException {
            assertThat(TAKEN.add(lease.bench())).as(lease.bench()).isTrue();
            TimeUnit.MILLISECONDS.sleep(10);
            TAKEN.remove(lease.bench());
        }
    }

    @Test
    void waitEndsWithThePatience() {
        EngineExecutionResults results = run(Siege.class, Map.of(Settings.BENCHES, "1", Settings.PATIENCE, "1s"));

        results.testEvents().assertStatistics(seen -> seen.succeeded(1).aborted(1));
        assertThat(results.testEvents().aborted().stream()
                        .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow()
                                .getMessage()))
                .singleElement()
                .asString()
                .contains("INFRASTRUCTURE, not the firmware: no bench for stm32f746 could be had:")
                .contains("sim-0: busy");
    }

    @OnTarget("stm32f746")
    @ExtendWith(Refusals.class)
    static final class Siege {
        @RepeatedTest(2)
        void holdsTheOnlyBenchUntilTheOtherIsRefused(Lease lease) throws InterruptedException {
            assertThat(lease.bench()).isEqualTo("sim-0");
            assertThat(REFUSED.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    static final class Refusals implements TestWatcher {
        @Override
        public void testAborted(ExtensionContext context, Throwable cause) {
            REFUSED.countDown();
        }
    }

    private static EngineExecutionResults run(Class<?> tests, Map<String, String> settings) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameters(settings)
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .selectors(selectClass(tests))
                .execute();
    }
}
