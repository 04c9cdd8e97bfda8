/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
/**
 * The interactive tool: a window beside the image, a tool in the toolbar, masks at
 * once. Everything here runs on the event thread, except what {@link
 * sc.fiji.efficientsam.ui.Embedder} and {@link sc.fiji.efficientsam.ui.Decoder} do in
 * threads of their own.
 */
package sc.fiji.efficientsam.ui;
