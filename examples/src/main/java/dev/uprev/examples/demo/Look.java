package dev.uprev.examples.demo;

/** What is asked of a server in the demo. */
enum Look {
    /** What it holds, and about how much of it. */
    DATA,

    /** The services that are connected. */
    CLIENTS,

    VERSION,

    /** Something small that is there exactly, before and after. */
    DETAILS
}
