/* Stands in for androidx.fragment 1.8: the prompt for a finger is shown in its activity. */
package androidx.fragment.app

import androidx.activity.ComponentActivity

open class FragmentActivity : ComponentActivity()
