package dev.tinyrig.rig.junit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    private static final String EXTENSION = "dev.tinyrig.rig.junit";
    private static final String ASSERTIONS = "dev.tinyrig.rig.junit.assertions";
    private static final String CONSOLE = "dev.tinyrig.rig.junit.console";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(EXTENSION);

    @Test
    void seesExtensionAssertionsAndConsole() {
        assertThat(CLASSES).extracting(JavaClass::getPackageName).contains(EXTENSION, ASSERTIONS, CONSOLE);
    }

    @Test
    void assertionsKnowFactsOnly() {
        noClasses()
                .that()
                .resideInAPackage(ASSERTIONS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        EXTENSION,
                        CONSOLE,
                        "dev.tinyrig.rig.bench..",
                        "dev.tinyrig.rig.lab..",
                        "dev.tinyrig.rig.console..",
                        "dev.tinyrig.rig.process..")
                .check(CLASSES);
    }

    @Test
    void dialogNeedsASessionAndNeitherLabNorExtension() {
        noClasses()
                .that()
                .resideInAPackage(CONSOLE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(EXTENSION, ASSERTIONS, "dev.tinyrig.rig.lab..")
                .check(CLASSES);
    }

    @Test
    void knowsNeitherNetworksNorHowAnEmulatorWorks() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.tinyrig.codegen..",
                        "dev.tinyrig.nas..",
                        "dev.tinyrig.sim..",
                        "dev.tinyrig.rig.bench.sim..",
                        "dev.tinyrig.rig.bench.qemu..",
                        "dev.tinyrig.rig.bench.renode..")
                .check(CLASSES);
    }
}
