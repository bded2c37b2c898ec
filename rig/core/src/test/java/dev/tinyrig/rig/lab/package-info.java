/** Lending, fairness and retries. */
@NullMarked
package dev.tinyrig.rig.lab;

import org.jspecify.annotations.NullMarked;
