/* Stands in for androidx.lifecycle. */
package androidx.lifecycle

interface LifecycleOwner
