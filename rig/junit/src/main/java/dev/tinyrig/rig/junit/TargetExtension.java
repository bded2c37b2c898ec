package dev.tinyrig.rig.junit;

import dev.tinyrig.rig.target.Target;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link OnTarget} does: one invocation for each target, and a bench for whoever asks. */
final class TargetExtension
        implements TestTemplateInvocationContextProvider,
                BeforeAllCallback,
                BeforeEachCallback,
                ParameterResolver,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getRequiredTestMethod(), TargetTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        OnTarget annotation = own(context)
                .or(() -> Borrowed.of(context).annotation())
                .orElseThrow(() -> new ExtensionConfigurationException(
                        "%s needs @OnTarget, on itself or its class".formatted(context.getDisplayName())));
        return Wanted.targets(annotation).map(target -> new TestOnTarget(target, annotation));
    }

    private record TestOnTarget(Target target, OnTarget annotation) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return target.name();
        }

        @Override
        public void prepareInvocation(ExtensionContext context) {
            Borrowed.of(context).want(new Wanted(target, annotation, context));
        }
    }

    /** What is asked for on a class holds for the classes within, too. */
    @Override
    public void beforeAll(ExtensionContext context) {
        Borrowed borrowed = Borrowed.of(context);
        AnnotationSupport.findAnnotation(context.getRequiredTestClass(), OnTarget.class)
                .ifPresent(borrowed::want);
        if (borrowed.isHeldByTheClass()) {
            borrowed.lease();
        }
    }

    /** Done here and not where parameters are resolved, since a test cannot be skipped from there. */
    @Override
    public void beforeEach(ExtensionContext context) {
        Borrowed borrowed = Borrowed.of(context);
        if (!AnnotationSupport.isAnnotated(context.getRequiredTestMethod(), TargetTest.class)) {
            own(context).ifPresent(borrowed::want);
        }
        Parameters parameters = new Parameters(context);
        parameters.buildImages();
        if (parameters.askForBench()) {
            borrowed.lease();
        }
    }

    private static Optional<OnTarget> own(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), OnTarget.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Parameters.knows(parameter);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new Parameters(context).value(parameter);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw Borrowed.of(context).judged(thrown);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw Borrowed.of(context).judged(thrown);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw Borrowed.of(context).judged(thrown);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw Borrowed.of(context).judged(thrown);
    }

    @Override
    public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw Borrowed.of(context).judged(thrown);
    }
}
