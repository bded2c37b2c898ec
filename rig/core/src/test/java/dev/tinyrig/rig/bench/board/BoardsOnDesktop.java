package dev.tinyrig.rig.bench.board;

import dev.tinyrig.rig.lab.Ledger;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of made-up boards whose ledger is new for each. */
abstract class BoardsOnDesktop {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    Ledger ledger;

    @SuppressWarnings("NullAway.Init")
    Desktop desktop;

    @BeforeEach
    void openLedger() {
        ledger = Ledger.open(folder.resolve("state"));
        desktop = new Desktop(folder, ledger.records());
    }

    @AfterEach
    void closeLedger() {
        ledger.close();
    }
}
