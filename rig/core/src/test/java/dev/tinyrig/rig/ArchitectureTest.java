package dev.tinyrig.rig;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    private static final String[] FACTS = {
        "dev.tinyrig.rig.target..", "dev.tinyrig.rig.firmware..", "dev.tinyrig.rig.measure.."
    };
    private static final String[] MACHINERY = {
        "dev.tinyrig.rig.bench..", "dev.tinyrig.rig.lab..", "dev.tinyrig.rig.console..", "dev.tinyrig.rig.process.."
    };
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tinyrig.rig");

    @Test
    void seesFactsAndMachinery() {
        assertThat(CLASSES)
                .extracting(JavaClass::getPackageName)
                .contains(
                        "dev.tinyrig.rig.target",
                        "dev.tinyrig.rig.firmware",
                        "dev.tinyrig.rig.measure",
                        "dev.tinyrig.rig.bench");
    }

    @Test
    void factsDoNotUseMachinery() {
        noClasses()
                .that()
                .resideInAnyPackage(FACTS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(MACHINERY)
                .check(CLASSES);
    }

    @Test
    void benchesDoNotKnowTheLabThatLendsThem() {
        noClasses()
                .that()
                .resideInAPackage("dev.tinyrig.rig.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.tinyrig.rig.lab..")
                .check(CLASSES);
    }

    /** Its calls block and its errors are booleans: see the traps that {@code SerialWire} guards against. */
    @Test
    void serialPortsAreTouchedInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tinyrig.rig.bench.board.console..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fazecast..")
                .check(CLASSES);
    }

    @Test
    void knowsNoNetworks() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.tinyrig.codegen..", "dev.tinyrig.nas..")
                .check(CLASSES);
    }
}
