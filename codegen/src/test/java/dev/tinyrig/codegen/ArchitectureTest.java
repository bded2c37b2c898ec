package dev.tinyrig.codegen;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of the code generator: it knows facts about targets, but neither benches nor the search. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tinyrig.codegen");

    @Test
    void importedTheCodeGenerator() {
        assertThat(CLASSES).hasSizeGreaterThan(40);
        assertThat(CLASSES.contain(Codegen.class)).isTrue();
    }

    @Test
    void usesOnlyTheFactsOfTheRig() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "dev.tinyrig.codegen..",
                        "org.tensorflow.lite.schema",
                        "com.google.flatbuffers",
                        "com.fasterxml.jackson.databind",
                        "dev.tinyrig.rig.target",
                        "dev.tinyrig.rig.firmware",
                        "dev.tinyrig.rig.measure")
                .check(CLASSES);
    }

    @Test
    void networksKnowNothingOfSchedulesAndC() {
        noClasses()
                .that()
                .resideInAnyPackage("..codegen.network..", "..codegen.reference..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..codegen.schedule..", "..codegen.emit..", "..codegen.toolchain..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.tinyrig.codegen.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
