//! Edge in: sources are asked for items over the network.
