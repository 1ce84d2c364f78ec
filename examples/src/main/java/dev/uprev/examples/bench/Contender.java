package dev.uprev.examples.bench;

/** A way to carry a database over; its text is its name. */
interface Contender {
    boolean isUprev();

    /** What it does. */
    String work();
}
