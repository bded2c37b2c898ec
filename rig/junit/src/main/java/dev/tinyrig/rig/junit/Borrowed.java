package dev.tinyrig.rig.junit;

import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.recording.RecordedSession;
import dev.tinyrig.rig.lab.BenchChoice;
import dev.tinyrig.rig.lab.Lab;
import dev.tinyrig.rig.lab.LabException;
import dev.tinyrig.rig.lab.Lease;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * What a test or class has of the lab. Leases lie in the store of who holds them, labs in that of the run, so that parallel
 * tests share their benches: JUnit closes what a store holds when its owner ends.
 */
record Borrowed(ExtensionContext context, Settings settings) {
    private static final Namespace NAMESPACE = Namespace.create(TargetExtension.class);

    static Borrowed of(ExtensionContext context) {
        return new Borrowed(context, Settings.of(context));
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    private Store run() {
        return store(context.getRoot());
    }

    Images images() {
        return new Images(run());
    }

    void want(Wanted wanted) {
        store(context).put(OnTarget.class, wanted.annotation());
        store(context).put(Wanted.class, wanted);
    }

    /** What tests and other methods find that do not run once for each target. */
    void want(OnTarget annotation) {
        store(context).put(OnTarget.class, annotation);
        if (annotation.value().length == 1) {
            want(new Wanted(Wanted.targets(annotation).findFirst().orElseThrow(), annotation, context));
        }
    }

    /** The nearest of the class and those around it. */
    Optional<OnTarget> annotation() {
        return Optional.ofNullable(store(context).get(OnTarget.class, OnTarget.class));
    }

    Wanted requireWanted() {
        return Optional.ofNullable(store(context).get(Wanted.class, Wanted.class))
                .filter(wanted -> annotation().equals(Optional.of(wanted.annotation())))
                .orElseThrow(() -> new ExtensionConfigurationException(annotation()
                        .map(several -> "%s has %d targets: write @TargetTest in place of @Test"
                                .formatted(context.getDisplayName(), several.value().length))
                        .orElse("%s has no target: put @OnTarget on its class".formatted(context.getDisplayName()))));
    }

    /** Only what stands on a class is held by it. */
    boolean isHeldByTheClass() {
        return AnnotationSupport.isAnnotated(context.getRequiredTestClass(), BenchPerClass.class)
                && requireWanted().scope().getTestMethod().isEmpty();
    }

    /** The bench, waited for if need be; a test that cannot have one ends here. */
    Lease lease() {
        Wanted wanted = requireWanted();
        Lease lease = (Lease)
                Objects.requireNonNull(store(holder(wanted)).getOrComputeIfAbsent(wanted, absent -> leased(wanted)));
        context.getTestMethod().ifPresent(test -> tally().ran(context.getUniqueId(), lease.bench()));
        return lease;
    }

    private ExtensionContext holder(Wanted wanted) {
        if (isHeldByTheClass()) {
            return wanted.scope();
        }
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    "each test has a bench of its own, and %s is none: put @BenchPerClass on the class"
                            .formatted(context.getDisplayName()));
        }
        return context;
    }

    private Lease leased(Wanted wanted) {
        BenchChoice choice = settings.choice(wanted.annotation());
        Lab lab = (Lab) Objects.requireNonNull(
                run().getOrComputeIfAbsent(choice, absent -> new Labs(settings, System.getenv()).open(choice)));
        try {
            return lab.lease(wanted.target(), settings.patience());
        } catch (LabException missing) {
            throw lost(missing);
        }
    }

    /** The lease, or a session that records what is done with it. */
    Session session() {
        Lease lease = lease();
        Wanted wanted = requireWanted();
        return recording()
                .<Session>map(folder -> new RecordedSession(
                        lease, new RecordedSession.Setting(lease.bench(), lease.fidelity(), wanted.target(), folder)))
                .orElse(lease);
    }

    private Optional<Path> recording() {
        Optional<Path> asked = context.getTestMethod()
                .flatMap(method -> AnnotationSupport.findAnnotation(method, Recorded.class))
                .or(() -> AnnotationSupport.findAnnotation(context.getRequiredTestClass(), Recorded.class))
                .map(recorded -> Path.of(recorded.value()))
                .or(settings::record);
        asked.ifPresent(folder -> run().getOrComputeIfAbsent(folder, absent -> RecordingFolder.cleared(folder)));
        return asked;
    }

    /** What a test's end means: that a bench failed says nothing of the firmware. */
    Throwable judged(Throwable thrown) {
        return Infrastructure.fault(thrown).<Throwable>map(this::lost).orElse(thrown);
    }

    private RuntimeException lost(Throwable fault) {
        String message = "%s %s: INFRASTRUCTURE, not the firmware: %s"
                .formatted(settings.required() ? "FAILED" : "SKIPPED", context.getDisplayName(), fault.getMessage());
        tally().without(context.getUniqueId(), message);
        return settings.required()
                ? new InfrastructureException(message, fault)
                : new TestAbortedException(message, fault);
    }

    private Tally tally() {
        return (Tally) Objects.requireNonNull(
                run().getOrComputeIfAbsent(Tally.class, absent -> new Tally(System.err, settings.required())));
    }
}
