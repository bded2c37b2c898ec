package dev.tinyrig.nas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tinyrig.codegen.Codegen;
import dev.tinyrig.nas.cli.Main;
import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.sim.Machine;
import org.junit.jupiter.api.Test;

/** The arrows between the modules, {@code nas -> codegen -> rig}, and those within the search. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tinyrig");

    @Test
    void importedEveryModule() {
        assertThat(CLASSES.contain(Main.class)).isTrue();
        assertThat(CLASSES.contain(Codegen.class)).isTrue();
        assertThat(CLASSES.contain(Bench.class)).isTrue();
        assertThat(CLASSES.contain(Machine.class)).isTrue();
    }

    @Test
    void rigKnowsNoNetworks() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.tinyrig.rig..", "dev.tinyrig.sim..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.tinyrig.codegen..", "dev.tinyrig.nas..")
                .check(CLASSES);
    }

    @Test
    void simulatorNeedsNothingButJava() {
        noClasses()
                .that()
                .resideInAPackage("dev.tinyrig.sim..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "org.jspecify..", "dev.tinyrig.sim..")
                .check(CLASSES);
    }

    @Test
    void codegenKnowsNoSearch() {
        noClasses()
                .that()
                .resideInAPackage("dev.tinyrig.codegen..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.tinyrig.nas..")
                .check(CLASSES);
    }

    @Test
    void onlyTrainingKnowsTheTrainingLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tinyrig.nas.train..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.tinyrig.nas.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
