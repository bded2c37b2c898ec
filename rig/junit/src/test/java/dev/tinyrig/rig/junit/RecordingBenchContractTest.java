package dev.tinyrig.rig.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.recording.RecordedBench;
import dev.tinyrig.rig.bench.recording.Recording;
import dev.tinyrig.rig.bench.recording.RecordingBench;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The contract as the fake bench keeps it, recorded and then replayed. */
final class RecordingBenchContractTest extends FakeBenchContract {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @BeforeAll
    static void recordTheContract() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(WhileRecorded.class))
                .execute()
                .testEvents()
                .assertStatistics(seen -> seen.failed(0).aborted(0).skipped(0));
    }

    @Override
    protected Bench bench(String name) {
        return new RecordingBench(name, Recording.in(folder));
    }

    /** The same contract on the bench that is recorded. */
    static final class WhileRecorded extends FakeBenchContract {
        @Override
        protected Bench bench(String name) {
            return new RecordedBench(fake(name), folder);
        }
    }
}
