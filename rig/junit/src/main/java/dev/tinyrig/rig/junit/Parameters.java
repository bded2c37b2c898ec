package dev.tinyrig.rig.junit;

import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.lab.Lease;
import dev.tinyrig.rig.target.Target;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** What a test asks for by its parameters. */
final class Parameters {
    private final ExtensionContext context;
    private final Borrowed borrowed;

    Parameters(ExtensionContext context) {
        this.context = context;
        this.borrowed = Borrowed.of(context);
    }

    static boolean knows(ParameterContext parameter) {
        Class<?> type = parameter.getParameter().getType();
        return isBench(parameter.getParameter())
                || type == Target.class
                || (type == Firmware.class
                        && (parameter.isAnnotated(Image.class) || parameter.isAnnotated(BuiltBy.class)));
    }

    private static boolean isBench(Parameter parameter) {
        return parameter.getType() == Session.class || parameter.getType() == Lease.class;
    }

    Object value(ParameterContext parameter) {
        Class<?> type = parameter.getParameter().getType();
        if (type == Target.class) {
            return target();
        }
        if (type == Firmware.class) {
            return firmware(parameter);
        }
        return type == Lease.class ? borrowed.lease() : borrowed.session();
    }

    private Target target() {
        return borrowed.requireWanted().target();
    }

    private Firmware firmware(ParameterContext parameter) {
        Optional<Image> image = parameter.findAnnotation(Image.class);
        return image.map(found -> Images.found(found, context.getRequiredTestClass(), target()))
                .orElseGet(() -> borrowed.images()
                        .built(parameter.findAnnotation(BuiltBy.class).orElseThrow(), target()));
    }

    /** Builds what the test needs while it may still be skipped for want of a compiler. */
    void buildImages() {
        methods()
                .flatMap(method -> Arrays.stream(method.getParameters()))
                .flatMap(parameter -> Optional.ofNullable(parameter.getAnnotation(BuiltBy.class)).stream())
                .forEach(by -> borrowed.images().built(by, target()));
    }

    boolean askForBench() {
        return methods()
                .flatMap(method -> Arrays.stream(method.getParameters()))
                .anyMatch(Parameters::isBench);
    }

    private Stream<Method> methods() {
        return Stream.of(
                        Stream.of(context.getRequiredTestMethod()),
                        annotated(BeforeEach.class),
                        annotated(AfterEach.class))
                .flatMap(method -> method);
    }

    private Stream<Method> annotated(Class<? extends Annotation> annotation) {
        return AnnotationSupport.findAnnotatedMethods(
                context.getRequiredTestClass(), annotation, HierarchyTraversalMode.TOP_DOWN)
                .stream();
    }
}
