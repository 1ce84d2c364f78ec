package dev.uprev.internal;

import dev.uprev.spi.InstanceController;
import dev.uprev.spi.ServiceController;

/** The platforms that the user gave. */
public record Controllers(ServiceController services, InstanceController servers) {}
