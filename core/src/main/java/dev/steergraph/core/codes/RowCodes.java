package dev.steergraph.core.codes;

/** Codes that can be asked row by row, wherever they are. */
@FunctionalInterface
public interface RowCodes {

    /** A feature's activation in a row; 0 where it does not fire. O(log of what fires in the row). */
    float value(int row, int feature);
}
