package org.teren.app

import android.content.Context
import android.net.ConnectivityManager
import android.net.Network
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.conflate

/** Whether the phone has a line, as Android tells it. Written, but never built here. */
fun lineOf(context: Context): Flow<Boolean> = callbackFlow {
    val connections = context.getSystemService(ConnectivityManager::class.java)
    val told = object : ConnectivityManager.NetworkCallback() {
        override fun onAvailable(network: Network) {
            trySend(true)
        }

        override fun onLost(network: Network) {
            trySend(false)
        }
    }
    // Where there is none, nothing is told at first.
    trySend(connections.activeNetwork != null)
    connections.registerDefaultNetworkCallback(told)
    awaitClose { connections.unregisterNetworkCallback(told) }
}.conflate()
