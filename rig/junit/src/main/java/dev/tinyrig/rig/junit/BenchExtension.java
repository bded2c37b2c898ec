package dev.tinyrig.rig.junit;

import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.lab.Lab;
import dev.tinyrig.rig.lab.LabException;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.time.Duration;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/** Lends each {@link BenchTest} a bench; one lab serves the whole test run, so parallel tests share its benches. */
final class BenchExtension implements BeforeEachCallback, ParameterResolver {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Namespace NAMESPACE = Namespace.create(BenchExtension.class);

    /** The lease goes into the test's store, the lab into that of the run: JUnit closes what a store holds when it ends. */
    @Override
    public void beforeEach(ExtensionContext context) {
        BenchTest wanted = wanted(context);
        Target target = Targets.load().named(wanted.target());
        Lab lab = lab(context, wanted.bench());
        Store store = context.getStore(NAMESPACE);
        store.put(Target.class, target);
        try {
            store.put(Session.class, lab.lease(target, PATIENCE));
        } catch (LabException missing) {
            skip(context, missing);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return context.getTestMethod().isPresent() && (type == Session.class || type == Target.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE).get(parameter.getParameter().getType());
    }

    private static BenchTest wanted(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), BenchTest.class)
                .or(() -> AnnotationSupport.findAnnotation(context.getRequiredTestClass(), BenchTest.class))
                .orElseThrow();
    }

    private static Lab lab(ExtensionContext context, String kind) {
        int cores = Runtime.getRuntime().availableProcessors();
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(kind, absent -> Lab.of(kind, cores), Lab.class);
    }

    private static void skip(ExtensionContext context, LabException missing) {
        if (context.getConfigurationParameter(BenchTest.REQUIRED, Boolean::parseBoolean)
                .orElse(false)) {
            throw missing;
        }
        String reason = "SKIPPED %s: %s".formatted(context.getDisplayName(), missing.getMessage());
        System.err.println(reason);
        throw new TestAbortedException(reason, missing);
    }
}
