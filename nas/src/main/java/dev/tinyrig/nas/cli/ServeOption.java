package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.live.LivePage;
import dev.tinyrig.nas.live.LiveRun;
import dev.tinyrig.nas.run.Progress;
import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether a run is shown on a web page while it goes on. */
final class ServeOption {
    private static final String ANY = "0";
    private static final int HIGHEST_PORT = 65_535;

    @Option(
            names = "--serve",
            arity = "0..1",
            fallbackValue = ANY,
            paramLabel = "PORT",
            description = "show the run live to browsers on this machine; any free port unless one is given")
    private Optional<Integer> port = Optional.empty();

    void refuseNoPort() {
        port.filter(number -> number < 0 || number > HIGHEST_PORT).ifPresent(number -> {
            throw new RunException(
                    Fault.USAGE, "--serve %d is no port: give 1 to %d, or none".formatted(number, HIGHEST_PORT));
        });
    }

    /** Begins to serve where that was asked for. */
    Served serve(LiveRun run) {
        return new Served(port.map(number -> LivePage.open(number, run)));
    }

    /** The page of a run, if anybody asked for one. */
    record Served(Optional<LivePage> page) implements AutoCloseable {
        /** Says where the page is. */
        void announce(Progress progress) {
            page.ifPresent(served -> progress.say("live: " + served.address()));
        }

        @Override
        public void close() {
            page.ifPresent(LivePage::close);
        }
    }
}
