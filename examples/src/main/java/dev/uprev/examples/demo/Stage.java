package dev.uprev.examples.demo;

import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.spi.InstanceController;

/** The servers of the demo: the old one runs, the new one is there after the upgrade. Closing it ends them. */
interface Stage extends AutoCloseable {
    /** What runs at the beginning, for people. */
    String title();

    Instance oldServer();

    /** Where the upgrade is to go. */
    UpgradeTarget target();

    /** Only after the upgrade. */
    Instance newServer();

    /** By which the upgrade works on servers. */
    InstanceController controller();

    @Override
    void close();
}
