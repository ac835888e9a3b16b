package org.teren.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.LazyListState
import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import org.teren.core.Standing
import org.teren.model.Filter
import org.teren.model.Screen
import org.teren.model.SessionsModel

@OptIn(ExperimentalLayoutApi::class)
@Composable
fun SessionsScreen(
    model: SessionsModel,
    scrolled: LazyListState,
    standing: Standing?,
    onGo: (Screen) -> Unit,
) {
    val texts = LocalTexts.current
    val state by model.state.collectAsState()
    val trouble by model.trouble.collectAsState()
    LaunchedEffect(model) { model.watch() }
    Page(
        title = texts.text("sessions_title"),
        onBack = null,
        trouble = trouble,
        above = { StandingLine(standing) { onGo(Screen.Sync) } },
        scrolls = false,
        below = { Tabs(Screen.Sessions, waiting(standing), onGo) },
    ) {
        LazyColumn(
            Modifier.fillMaxSize(),
            scrolled,
            verticalArrangement = Arrangement.spacedBy(10.dp),
            contentPadding = PaddingValues(bottom = 16.dp),
        ) {
            item {
                Field(texts.text("sessions_search"), state.search, model::search)
            }
            item {
                FlowRow(
                    horizontalArrangement = Arrangement.spacedBy(8.dp),
                    verticalArrangement = Arrangement.spacedBy(8.dp),
                ) {
                    for (filter in Filter.entries) {
                        val name = when (filter) {
                            Filter.ALL -> "sessions_all"
                            Filter.MINE -> "sessions_mine"
                            Filter.PLANNED -> "status_planned"
                            Filter.UNSENT -> "sessions_unsent"
                            Filter.CONFLICTS -> "sessions_conflicts"
                        }
                        val chosen = filter == state.filter
                        Choice(texts.text(name), chosen, { model.filter(filter) })
                    }
                }
            }
            if (state.rows.isEmpty()) item { Quiet(texts.text("sessions_none")) }
            items(state.rows, key = { it.id }) { session ->
                SessionCard(session) { onGo(Screen.Session(session.id)) }
            }
            if (state.more) {
                item {
                    SideButton(
                        texts.text("sessions_more"), { model.more() }, Modifier.fillMaxWidth(),
                    )
                }
            }
        }
    }
}
