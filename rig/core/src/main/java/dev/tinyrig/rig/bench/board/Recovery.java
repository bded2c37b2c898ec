package dev.tinyrig.rig.bench.board;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.ConsoleRun;
import dev.tinyrig.rig.bench.board.BoardRecords.Health;
import dev.tinyrig.rig.bench.board.power.HubPort;
import dev.tinyrig.rig.measure.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * The way of a board back into service: each step tries harder, and after each the golden firmware must run. Where none
 * helps, the board is out of service and says why.
 */
record Recovery(Bay bay, ConsoleRun.Setting setting, Golden golden) {
    /** One rung of the ladder. */
    private record Step(String name, Runnable work) {}

    /**
     * By which ways the board was reached when it passed.
     *
     * @throws BenchException if no step helped: each step and why it did not
     */
    Passed restore() {
        List<String> failures = new ArrayList<>();
        for (Step step : steps()) {
            try {
                step.work().run();
                check();
                bay.records().note(id(), Health.SOUND, "");
                return new Passed(bay.probe().way(), bay.board().console().toString(), power(step));
            } catch (Trouble e) {
                failures.add("%s: %s".formatted(step.name(), e.getMessage()));
                if (Thread.currentThread().isInterrupted()) {
                    throw new BenchException("%s: interrupted during its recovery".formatted(id()), e);
                }
                if (e.isHopeless()) {
                    break;
                }
            }
        }
        String reason = String.join("; ", failures);
        bay.records().note(id(), Health.OUT_OF_SERVICE, reason);
        throw new BenchException(
                "%s is out of service: %s; mend it, then run 'tinyrig lab check %s'".formatted(id(), reason, id()));
    }

    private String power(Step step) {
        return bay.board()
                .hub()
                .map(port -> step.name().equals(powerCycle(port).name())
                        ? "switched off and on at " + port
                        : "not switched, at " + port)
                .orElse("not switched, since no hub is described");
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("reconnected", () -> {}));
        steps.add(new Step("reset by its probe", () -> {
            bay.records().forgetContents(id());
            bay.probe().reset();
        }));
        bay.board().hub().ifPresent(port -> steps.add(powerCycle(port)));
        return steps;
    }

    private Step powerCycle(HubPort port) {
        return new Step("power-cycled at " + port, () -> bay.powerCycle(port));
    }

    /** @throws Trouble unless chip, option bytes and clock are right and the golden firmware gives what it must */
    private void check() {
        bay.requireModel();
        bay.requireOptions();
        ConsoleRun run = new ConsoleRun(setting, golden.firmware(), golden.workload());
        Outcome outcome =
                run.rejection().orElseGet(() -> new BoardRun(bay, golden.firmware(), run, bay::requireClock).outcome());
        outcome.match(
                measured -> id(),
                rejected -> {
                    throw golden(rejected.detail());
                },
                crashed -> {
                    throw golden(crashed.detail());
                });
    }

    private Trouble golden(String detail) {
        return new Trouble(Trouble.Part.GOLDEN, "%s: the golden firmware fails: %s".formatted(id(), detail));
    }

    private String id() {
        return bay.board().id();
    }
}
